/** Benchmarks, one for each stage of a picture's way. */
@NullMarked
package io.likeness.bench;

import org.jspecify.annotations.NullMarked;
