package io.likeness.index;

import io.likeness.embedding.Embedding;

/**
 * A top-k query.
 *
 * @param embedding what to look for
 * @param limit the most hits wanted, 1 to {@link #MAX_LIMIT}
 * @param filter which records may be hits
 */
public record SearchQuery(Embedding embedding, int limit, Filter filter) {
    /** The largest limit. */
    public static final int MAX_LIMIT = 1000;

    public SearchQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit);
        }
    }

    /** A query over all records. */
    public SearchQuery(Embedding embedding, int limit) {
        this(embedding, limit, Filter.ALL);
    }
}
