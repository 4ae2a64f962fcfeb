/** Checks everything that a data directory holds. */
@NullMarked
package io.likeness.verify;

import org.jspecify.annotations.NullMarked;
