/** The vector index: records, queries and the exact in-memory reference. */
@NullMarked
package io.likeness.index;

import org.jspecify.annotations.NullMarked;
