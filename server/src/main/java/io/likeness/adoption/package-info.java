/** Taking over what the earlier system stored. */
@NullMarked
package io.likeness.adoption;

import org.jspecify.annotations.NullMarked;
