@NullMarked
package io.likeness.index;

import org.jspecify.annotations.NullMarked;
