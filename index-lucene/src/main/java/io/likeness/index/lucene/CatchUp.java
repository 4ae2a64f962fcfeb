package io.likeness.index.lucene;

import java.io.IOException;
import java.util.IdentityHashMap;

/**
 * Hides in a commit what the tables after it say about its records. {@link #run} does what is new since it ran last, so that little is left for the
 * changing thread, which must not stand still for long. For use by one thread at a time.
 */
final class CatchUp {
    private final BaseSnapshot base;
    private final Memtable oldest;
    private final IdentityHashMap<Memtable, Integer> done = new IdentityHashMap<>();

    CatchUp(BaseSnapshot base, Memtable oldest) {
        this.base = base;
        this.oldest = oldest;
    }

    BaseSnapshot base() {
        return base;
    }

    /** The first table that is not in the commit. */
    Memtable oldest() {
        return oldest;
    }

    void run() throws IOException {
        for (Memtable table = oldest; table != null; table = table.next()) {
            int length = table.length();
            for (int i = done.getOrDefault(table, 0); i < length; i++) {
                Location location = base.locate(table.slotAt(i).id());
                if (location != null) {
                    base.hide(location);
                }
            }
            done.put(table, length);
        }
    }
}
