package io.likeness.index;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A step of a walk over the records by the time they were added.
 *
 * @param order direction of the walk
 * @param after the last record seen, or null to begin
 * @param limit the most records wanted, 1 to {@link #MAX_LIMIT}
 * @param filter which records the walk is over
 */
public record ListQuery(Order order, @Nullable Position after, int limit, Filter filter) {
    /** The largest limit. */
    public static final int MAX_LIMIT = 1000;

    public ListQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit);
        }
    }

    /** A walk over all records. */
    public ListQuery(Order order, @Nullable Position after, int limit) {
        this(order, after, limit, Filter.ALL);
    }

    /** A place in the walk: records are ordered by time added, then id. */
    public record Position(Instant added, long id) implements Comparable<Position> {
        private static final Comparator<Position> OLDEST_FIRST =
                Comparator.comparing(Position::added).thenComparingLong(Position::id);

        /** Where {@code record} stands. */
        public static Position of(ImageRecord record) {
            return new Position(record.added(), record.id());
        }

        @Override
        public int compareTo(Position other) {
            return OLDEST_FIRST.compare(this, other);
        }
    }

    /** Direction of a walk. */
    public enum Order {
        OLDEST,
        NEWEST
    }
}
