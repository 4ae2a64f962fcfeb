/** What a caller or operator can act on. */
@NullMarked
package io.likeness.failure;

import org.jspecify.annotations.NullMarked;
