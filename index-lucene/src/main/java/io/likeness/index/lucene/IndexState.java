package io.likeness.index.lucene;

import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.util.List;

/** What is stored, as readers see it and the changing thread changes it: only durable changes come here. */
final class IndexState {
    private volatile View view;
    private volatile long count;
    private volatile long lastId;
    private long lastAdded;
    // The table that takes the changes; for the changing thread, as are all methods that change something.
    private Memtable newest = new Memtable();

    IndexState(BaseSnapshot base) {
        this.view = new View(base, newest);
        this.count = base.count();
        this.lastId = base.state().lastId();
        this.lastAdded = base.state().lastAdded();
    }

    View view() {
        return view;
    }

    /** The number of records. */
    long count() {
        return count;
    }

    /** The highest id ever given. */
    long lastId() {
        return lastId;
    }

    /** The latest time ever given, in milliseconds since 1970; for the changing thread. */
    long lastAdded() {
        return lastAdded;
    }

    /** The table that takes the changes; for the changing thread. */
    Memtable newest() {
        return newest;
    }

    /**
     * Makes a durable change visible.
     *
     * @return whether it fits what is stored; if not, nothing is changed
     */
    boolean apply(Change change) throws IOException {
        return switch (change) {
            case Change.Put put -> put(put);
            case Change.Edit edit -> edit(edit);
            case Change.Delete delete -> delete(delete);
            case Change.Restore restore -> restore(restore);
        };
    }

    private boolean put(Change.Put put) {
        ImageRecord record = put.record();
        if (record.id() <= lastId) {
            return false;
        }
        newest.put(record, put.embedding().toArray());
        lastId = record.id();
        lastAdded = Math.max(lastAdded, record.added().toEpochMilli());
        add(1);
        return true;
    }

    private boolean restore(Change.Restore restore) throws IOException {
        ImageRecord record = restore.record();
        Identity identity = Identity.of(record);
        Lookup lookup = new Lookup(view);
        ImageRecord holder = lookup.record(record.id());
        ImageRecord known = lookup.find(identity);
        if (holder == null ? known != null : !Identity.of(holder).equals(identity)) {
            return false;
        }
        newest.put(record, restore.embedding().toArray());
        hideInBase(record.id());
        // The time is another index's; times given here go on by this one's clock.
        lastId = Math.max(lastId, record.id());
        if (holder == null) {
            add(1);
        }
        return true;
    }

    private boolean edit(Change.Edit edit) throws IOException {
        Lookup lookup = new Lookup(view);
        ImageRecord record = lookup.record(edit.id());
        float[] vector = lookup.vector(edit.id());
        if (record == null || vector == null) {
            return false;
        }
        newest.put(record.with(edit.attributes()), vector);
        hideInBase(edit.id());
        return true;
    }

    private boolean delete(Change.Delete delete) throws IOException {
        if (new Lookup(view).record(delete.id()) == null) {
            return false;
        }
        newest.delete(delete.id());
        hideInBase(delete.id());
        add(-1);
        return true;
    }

    private void add(int records) {
        // Only the changing thread writes it.
        long before = count;
        count = before + records;
    }

    private void hideInBase(long id) throws IOException {
        Location location = view.base().locate(id);
        if (location != null) {
            view.base().hide(location);
        }
    }

    /** Counts the records that are there; for the changing thread. */
    long recount() {
        List<Memtable> tables = view.tables();
        long found = view.base().countVisible();
        for (Memtable table : tables) {
            for (Memtable.Slot slot : table.byId().values()) {
                if (slot.record() != null && slot.equals(View.slot(tables, slot.id()))) {
                    found++;
                }
            }
        }
        return found;
    }

    /** Begins a new table and answers it; the one that took the changes till now changes no more. */
    Memtable beginTable() {
        Memtable table = new Memtable();
        newest.setNext(table);
        newest = table;
        return table;
    }

    /**
     * Goes over to a new commit, in which everything is hidden that has changed since, and releases the old one.
     *
     * @param oldest the first table whose changes are not in it
     */
    void publish(BaseSnapshot base, Memtable oldest) throws IOException {
        BaseSnapshot old = view.base();
        view = new View(base, oldest);
        old.release();
    }
}
