@NullMarked
package io.likeness.image;

import org.jspecify.annotations.NullMarked;
