@NullMarked
package io.likeness.imaging;

import org.jspecify.annotations.NullMarked;
