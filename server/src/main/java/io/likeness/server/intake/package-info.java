/** The imports of a running server: opened with it, closed before its library, and the one that it begins by itself. */
@NullMarked
package io.likeness.server.intake;

import org.jspecify.annotations.NullMarked;
