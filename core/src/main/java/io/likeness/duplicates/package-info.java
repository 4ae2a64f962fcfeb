/** The duplicates of a library: finding them in the background, grouping them, and remembering what was decided about them. */
@NullMarked
package io.likeness.duplicates;

import org.jspecify.annotations.NullMarked;
