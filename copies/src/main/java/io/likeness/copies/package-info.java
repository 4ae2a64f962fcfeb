/** Tells whether two pictures are one and the same, edited or not, and where the one lies in the other. */
@NullMarked
package io.likeness.copies;

import org.jspecify.annotations.NullMarked;
