package io.likeness.index.lucene;

import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Steps of walks over the records. For use by one thread while the view's commit is held. */
final class Walk {
    private final View view;

    Walk(View view) {
        this.view = view;
    }

    List<ImageRecord> step(ListQuery query) throws IOException {
        List<ImageRecord> records = new ArrayList<>();
        Position after = query.after();
        do {
            // More than one round only where records change meanwhile.
            int missing = query.limit() - records.size();
            Page page = read(new ListQuery(query.order(), after, missing, query.filter()));
            Lookup lookup = new Lookup(view);
            for (Position position : page.complete()) {
                ImageRecord record = lookup.record(position.id());
                // It may have changed since the page was read.
                if (record != null
                        && Position.of(record).equals(position)
                        && query.filter().matches(record)
                        && records.size() < query.limit()) {
                    records.add(record);
                }
            }
            after = page.end;
        } while (after != null && records.size() < query.limit());
        return records;
    }

    private Page read(ListQuery query) throws IOException {
        Page page = new Page(query);
        for (BaseLeaf leaf : view.base().leaves()) {
            page.add(leaf.positions(query));
        }
        // Asked for after the commit was read, as View says.
        List<Memtable> tables = view.tables();
        for (Memtable table : tables) {
            page.add(positions(table, tables, query));
        }
        return page;
    }

    private static List<Position> positions(Memtable table, List<Memtable> tables, ListQuery query) {
        List<Position> positions = new ArrayList<>();
        for (Map.Entry<Position, Memtable.Slot> entry : ahead(table, query).entrySet()) {
            Memtable.Slot slot = entry.getValue();
            ImageRecord record = slot.record();
            if (record != null && query.filter().matches(record) && slot.equals(View.slot(tables, slot.id()))) {
                positions.add(entry.getKey());
                if (positions.size() == query.limit()) {
                    break;
                }
            }
        }
        return positions;
    }

    private static NavigableMap<Position, Memtable.Slot> ahead(Memtable table, ListQuery query) {
        Position after = query.after();
        NavigableMap<Position, Memtable.Slot> all = table.byPosition();
        return switch (query.order()) {
            case OLDEST -> after == null ? all : all.tailMap(after, false);
            case NEWEST -> (after == null ? all : all.headMap(after, false)).descendingMap();
        };
    }

    /** The next positions of all segments and tables. */
    private static final class Page {
        private final int limit;
        private final Comparator<Position> order;
        private final NavigableSet<Position> positions;
        // The last position up to which nothing is missing, or null where that holds for all.
        private @Nullable Position end;

        Page(ListQuery query) {
            this.limit = query.limit();
            this.order = query.order() == Order.OLDEST ? Comparator.naturalOrder() : Comparator.reverseOrder();
            this.positions = new TreeSet<>(order);
        }

        /** Takes the next positions of one segment or table, in order; as many as the limit mean that there may be more. */
        void add(List<Position> some) {
            positions.addAll(some);
            if (some.size() == limit && (end == null || order.compare(some.getLast(), end) < 0)) {
                end = some.getLast();
            }
        }

        NavigableSet<Position> complete() {
            return end == null ? positions : positions.headSet(end, true);
        }
    }
}
