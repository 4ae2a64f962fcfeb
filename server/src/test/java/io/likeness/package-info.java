@NullMarked
package io.likeness;

import org.jspecify.annotations.NullMarked;
