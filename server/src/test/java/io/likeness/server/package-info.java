@NullMarked
package io.likeness.server;

import org.jspecify.annotations.NullMarked;
