@NullMarked
package io.likeness.duplicates;

import org.jspecify.annotations.NullMarked;
