/** The vector index of many servers: one collection of a Milvus each. */
@NullMarked
package io.likeness.index.milvus;

import org.jspecify.annotations.NullMarked;
