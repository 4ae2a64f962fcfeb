@NullMarked
package io.likeness.library;

import org.jspecify.annotations.NullMarked;
