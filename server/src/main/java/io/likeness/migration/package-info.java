/** Moving libraries from one place to another. */
@NullMarked
package io.likeness.migration;

import org.jspecify.annotations.NullMarked;
