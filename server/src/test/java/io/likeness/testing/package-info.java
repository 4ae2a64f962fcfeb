/** Libraries for tests. */
@NullMarked
package io.likeness.testing;

import org.jspecify.annotations.NullMarked;
