/** Tests of the copies. */
@NullMarked
package io.likeness.copies;

import org.jspecify.annotations.NullMarked;
