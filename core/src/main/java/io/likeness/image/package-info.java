/** Pictures: where they come from, what they are, how they are decoded and previewed. */
@NullMarked
package io.likeness.image;

import org.jspecify.annotations.NullMarked;
