/**
 * The embedded durable index: a journal and a table in memory take the changes, a Lucene index with a graph over the embeddings takes them over in the
 * background.
 */
@NullMarked
package io.likeness.index.lucene;

import org.jspecify.annotations.NullMarked;
