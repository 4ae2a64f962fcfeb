@NullMarked
package io.likeness.imports;

import org.jspecify.annotations.NullMarked;
