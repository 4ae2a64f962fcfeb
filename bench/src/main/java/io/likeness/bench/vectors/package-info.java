/** The embedded index beside FAISS: speed at equal recall, memory, building, changing. */
@NullMarked
package io.likeness.bench.vectors;

import org.jspecify.annotations.NullMarked;
