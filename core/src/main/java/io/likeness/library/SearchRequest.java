package io.likeness.library;

import io.likeness.failure.Failure;
import io.likeness.image.Region;
import io.likeness.index.Filter;
import io.likeness.index.SearchQuery;

/**
 * What a search wants.
 *
 * @param limit the most hits wanted, at least 1; with {@code offset} at most {@link SearchQuery#MAX_LIMIT}
 * @param offset how many of the best hits to leave out, at least 0
 * @param minScore the least cosine of a hit, -1 to 1
 * @param filter which records may be hits
 * @param region the part of the query picture to search for
 */
public record SearchRequest(int limit, int offset, double minScore, Filter filter, Region region) {
    /** The number of hits where a caller does not say. */
    public static final int DEFAULT_LIMIT = 10;

    /**
     * @throws Failure.BadInput if a number is outside its range
     */
    public SearchRequest {
        if (limit < 1 || limit > SearchQuery.MAX_LIMIT) {
            throw new Failure.BadInput("limit is " + limit + ", allowed are 1 to " + SearchQuery.MAX_LIMIT);
        }
        if (offset < 0 || offset > SearchQuery.MAX_LIMIT - limit) {
            throw new Failure.BadInput("offset is " + offset + " with limit " + limit + ", allowed are 0 to "
                    + (SearchQuery.MAX_LIMIT - limit) + ": offset and limit together at most " + SearchQuery.MAX_LIMIT);
        }
        if (!(minScore >= -1 && minScore <= 1)) {
            throw new Failure.BadInput("min_score is " + minScore + ", allowed are -1 to 1");
        }
    }

    /** The {@code limit} best over all records. */
    public static SearchRequest top(int limit) {
        return new SearchRequest(limit, 0, -1, Filter.ALL, Region.WHOLE);
    }
}
