/** A server under load, from a process of its own, beside the least that the same pictures can take. */
@NullMarked
package io.likeness.bench.load;

import org.jspecify.annotations.NullMarked;
