/** Benchmarks of each stage of a picture's way, on generated pictures. */
@NullMarked
package io.likeness.bench;

import org.jspecify.annotations.NullMarked;
