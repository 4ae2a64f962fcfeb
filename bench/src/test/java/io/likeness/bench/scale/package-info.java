@NullMarked
package io.likeness.bench.scale;

import org.jspecify.annotations.NullMarked;
