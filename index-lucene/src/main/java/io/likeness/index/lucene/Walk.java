package io.likeness.index.lucene;

import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Steps of walks over the records. Times never fall while ids rise, hence records are in the order of their ids. For use by one thread while the
 * view's commit is held.
 */
final class Walk {
    private final View view;
    private final long lastId;

    /**
     * @param lastId at least every id that the walk shall reach
     */
    Walk(View view, long lastId) {
        this.view = view;
        this.lastId = lastId;
    }

    List<ImageRecord> step(ListQuery query) throws IOException {
        Position after = query.after();
        return switch (query.order()) {
            case OLDEST -> upwards(after == null ? 1 : firstFrom(after, 1), query.limit());
            case NEWEST -> downwards(after == null ? lastId + 1 : firstFrom(after, 0), query.limit());
        };
    }

    /** The least id from which on records compare with {@code position} as {@code least} or higher (0 equal, 1 greater). */
    private long firstFrom(Position position, int least) throws IOException {
        long id = position.id();
        if (id >= 1 && id <= lastId) {
            List<ImageRecord> there = upwards(id, 1);
            if (!there.isEmpty() && Position.of(there.getFirst()).equals(position)) {
                return id + least;
            }
        }
        long low = 1;
        long high = lastId + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<ImageRecord> there = upwards(middle, 1);
            if (there.isEmpty() || Position.of(there.getFirst()).compareTo(position) >= least) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<ImageRecord> upwards(long from, int limit) throws IOException {
        List<ImageRecord> records = new ArrayList<>();
        long next = from;
        while (next <= lastId && records.size() < limit) {
            List<Long> ofBase = view.base().ids(next, lastId + 1, limit);
            long end = ofBase.size() < limit ? lastId + 1 : ofBase.getLast() + 1;
            for (ImageRecord record : records(ofBase, next, end)) {
                if (records.size() < limit) {
                    records.add(record);
                }
            }
            next = end;
        }
        return records;
    }

    private List<ImageRecord> downwards(long before, int limit) throws IOException {
        List<ImageRecord> records = new ArrayList<>();
        long end = before;
        long width = 2L * limit;
        while (end > 1 && records.size() < limit) {
            long from = Math.max(1, end - width);
            List<Long> ofBase = view.base().ids(from, end, Integer.MAX_VALUE);
            for (ImageRecord record : records(ofBase, from, end).reversed()) {
                if (records.size() < limit) {
                    records.add(record);
                }
            }
            end = from;
            // Where many were deleted, the steps lengthen.
            width *= 2;
        }
        return records;
    }

    private List<ImageRecord> records(List<Long> ofBase, long from, long end) throws IOException {
        // Made after the commit was read, as View says.
        Lookup lookup = new Lookup(view);
        NavigableSet<Long> ids = new TreeSet<>(ofBase);
        for (Memtable table : view.tables()) {
            ids.addAll(table.byId().subMap(from, end).keySet());
        }
        List<ImageRecord> records = new ArrayList<>(ids.size());
        for (long id : ids) {
            ImageRecord record = lookup.record(id);
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }
}
