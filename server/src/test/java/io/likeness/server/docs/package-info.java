@NullMarked
package io.likeness.server.docs;

import org.jspecify.annotations.NullMarked;
