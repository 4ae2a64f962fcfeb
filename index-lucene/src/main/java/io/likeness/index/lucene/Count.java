package io.likeness.index.lucene;

import io.likeness.index.Filter;
import java.io.IOException;
import java.util.List;

/** Counts the records that a filter means. For use by one thread while the view's commit is held. */
final class Count {
    private final View view;
    private final Filter filter;

    Count(View view, Filter filter) {
        this.view = view;
        this.filter = filter;
    }

    /** Those of the commit, which never change, and the difference that each id makes of which a table speaks. */
    long records() throws IOException {
        long count = view.base().countLive(filter);
        List<Memtable> tables = view.tables();
        // The oldest first: what a newer one takes over meanwhile is met there.
        for (Memtable table : tables) {
            for (Memtable.Slot slot : table.byId().values()) {
                if (slot.equals(View.slot(tables, slot.id()))) {
                    count += difference(slot);
                }
            }
        }
        return count;
    }

    private int difference(Memtable.Slot slot) throws IOException {
        Memtable.Content content = slot.content();
        int now = content != null && filter.matches(content.record()) ? 1 : 0;
        Location location = view.base().locate(slot.id());
        int before = location != null && filter.matches(view.base().record(location)) ? 1 : 0;
        return now - before;
    }
}
