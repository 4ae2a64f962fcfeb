package io.likeness.index;

import io.likeness.embedding.Embedding;

/**
 * A top-k query.
 *
 * @param embedding what to look for
 * @param limit the most hits wanted, 1 to {@link #MAX_LIMIT}
 */
public record SearchQuery(Embedding embedding, int limit) {
    /** The largest limit. */
    public static final int MAX_LIMIT = 1000;

    public SearchQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit);
        }
    }
}
