/** Pictures that the server draws, to begin with. */
@NullMarked
package io.likeness.server.samples;

import org.jspecify.annotations.NullMarked;
