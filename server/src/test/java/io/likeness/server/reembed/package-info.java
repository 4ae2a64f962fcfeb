@NullMarked
package io.likeness.server.reembed;

import org.jspecify.annotations.NullMarked;
