package io.likeness.index.milvus;

import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.milvus.v2.common.ConsistencyLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Walks over a collection by time and id. Milvus gives rows in no order, so a step looks for a stretch of time behind the position that holds more
 * records than are wanted and not too many to be sorted here. Safe for use by many threads.
 */
final class Walk {
    /** Of a stretch, id and time are read first; beyond this many it is made shorter. */
    private static final int MOST_ROWS = MilvusTable.MAX_ROWS / 2;

    private static final List<String> PLACE = List.of(Columns.ID, Columns.ADDED);

    private final MilvusTable table;
    // How long a stretch was good the last time; a hint.
    private final AtomicLong lastLength = new AtomicLong(60_000);

    Walk(MilvusTable table) {
        this.table = table;
    }

    /** A closed stretch of one number. */
    private record Stretch(long least, long most) {
        long length() {
            return most - least;
        }

        /** The part of at most {@code length} more than one number at the end where a walk begins. */
        Stretch begin(Order order, long length) {
            return switch (order) {
                case OLDEST -> new Stretch(least, length() > length ? least + length : most);
                case NEWEST -> new Stretch(length() > length ? most - length : least, most);
            };
        }

        /** What is left behind {@code begin}. */
        Stretch without(Stretch begin, Order order) {
            return switch (order) {
                case OLDEST -> new Stretch(begin.most + 1, most);
                case NEWEST -> new Stretch(least, begin.least - 1);
            };
        }

        boolean isEmpty() {
            return least > most;
        }

        Expression in(String column) {
            return Expression.between(column, least, most);
        }
    }

    List<ImageRecord> step(ListQuery query) {
        Expression filter = Expression.of(query.filter());
        List<Position> places = new ArrayList<>();
        Order order = query.order();
        Stretch times = behind(query);
        boolean whole = true;
        while (places.size() < query.limit() && !times.isEmpty()) {
            // First all there is: most libraries and filters are small enough for one read.
            Stretch part = whole ? times : goodPart(times, Columns.ADDED, filter, order);
            List<Map<String, Object>> rows = table.rows(and(filter, part.in(Columns.ADDED)), PLACE);
            if (rows.size() < MilvusTable.MAX_ROWS) {
                // Those of the position's own millisecond may all lie before it.
                rows.stream()
                        .map(Walk::place)
                        .filter(place -> isBehind(place, query))
                        .forEach(places::add);
                times = times.without(part, order);
            } else if (part.length() == 0) {
                places.addAll(atOnce(part.least, filter, query));
                times = times.without(part, order);
            }
            whole = false;
        }
        return read(ordered(places, query));
    }

    /** The times at or behind the position, and no longer than there may be records. */
    private static Stretch behind(ListQuery query) {
        Position after = query.after();
        // Numbers whose differences are numbers; no record is that old or that new.
        long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
        if (after == null) {
            return new Stretch(first, last);
        }
        long time = Math.clamp(after.added().toEpochMilli(), first, last);
        return query.order() == Order.OLDEST ? new Stretch(time, last) : new Stretch(first, time);
    }

    /** The beginning of {@code all} that is as long as may be and holds at most {@link #MOST_ROWS}, by a count that may be old. */
    private Stretch goodPart(Stretch all, String column, Expression filter, Order order) {
        long length = Math.min(lastLength.get(), all.length());
        // Grows while it may, then halves between what is good and what is too long.
        long good = -1;
        long tooLong = Long.MAX_VALUE;
        while (good < 0 || (tooLong - good > good / 2 + 1 && good < all.length())) {
            long count = table.count(and(filter, all.begin(order, length).in(column)), ConsistencyLevel.EVENTUALLY);
            if (count <= MOST_ROWS) {
                good = length;
                length = tooLong == Long.MAX_VALUE ? grown(length, all.length()) : good + (tooLong - good) / 2;
            } else if (length == 0) {
                return all.begin(order, 0);
            } else {
                tooLong = length;
                length = good < 0 ? length / 8 : good + (tooLong - good) / 2;
            }
        }
        lastLength.set(good);
        return all.begin(order, good);
    }

    private static long grown(long length, long most) {
        return length >= most / 8 ? most : Math.max(1, length * 8);
    }

    /** Places of one millisecond that holds more records than are read at once: divided by id as well. */
    private List<Position> atOnce(long time, Expression filter, ListQuery query) {
        Position after = query.after();
        boolean begun = after != null && after.added().toEpochMilli() == time;
        Stretch ids = new Stretch(1, Long.MAX_VALUE);
        if (begun && after != null) {
            long id = Math.max(1, after.id());
            ids = query.order() == Order.OLDEST ? new Stretch(id, Long.MAX_VALUE) : new Stretch(1, id);
        }
        Expression then = and(filter, new Stretch(time, time).in(Columns.ADDED));
        List<Position> places = new ArrayList<>();
        long keptLength = lastLength.get();
        while (places.size() < query.limit() && !ids.isEmpty()) {
            Stretch part = goodPart(ids, Columns.ID, then, query.order());
            List<Map<String, Object>> rows = table.rows(and(then, part.in(Columns.ID)), PLACE);
            rows.stream()
                    .map(Walk::place)
                    .filter(place -> isBehind(place, query))
                    .forEach(places::add);
            ids = ids.without(part, query.order());
        }
        lastLength.set(keptLength);
        return places;
    }

    private static Expression and(Expression filter, Expression stretch) {
        return Expression.and(List.of(filter, stretch));
    }

    private static Position place(Map<String, Object> row) {
        return new Position(Instant.ofEpochMilli(Rows.number(row, Columns.ADDED)), Rows.id(row));
    }

    private static Comparator<Position> order(ListQuery query) {
        return query.order() == Order.OLDEST ? Comparator.naturalOrder() : Comparator.reverseOrder();
    }

    private static boolean isBehind(Position place, ListQuery query) {
        Position after = query.after();
        return after == null || order(query).compare(place, after) > 0;
    }

    private static List<Position> ordered(List<Position> places, ListQuery query) {
        return places.stream().sorted(order(query)).limit(query.limit()).toList();
    }

    private List<ImageRecord> read(List<Position> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<Long, ImageRecord> records = new java.util.HashMap<>();
        table.records(Expression.anyOf(
                        Columns.ID, places.stream().map(Position::id).toList()))
                .forEach(record -> records.put(record.id(), record));
        // One that was deleted meanwhile is missing, which is as if it had been before.
        return places.stream()
                .map(place -> records.get(place.id()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
