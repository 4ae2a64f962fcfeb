/** Moving a library from the vectors of one model to those of another. */
@NullMarked
package io.likeness.reembed;

import org.jspecify.annotations.NullMarked;
