package io.likeness.index.lucene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader reads: a commit, and the tables with the changes since. A change is in a table before it hides anything in the commit; so who reads
 * the commit first and asks for the tables then misses nothing that is stored throughout.
 *
 * @param oldest the first table whose changes are not in the commit; the others follow by {@link Memtable#next}
 */
record View(BaseSnapshot base, Memtable oldest) {
    /** The tables as they are now, oldest first. */
    List<Memtable> tables() {
        return tablesFrom(oldest);
    }

    /** A table and those that were begun after it, oldest first. */
    static List<Memtable> tablesFrom(Memtable oldest) {
        List<Memtable> tables = new ArrayList<>(2);
        for (Memtable table = oldest; table != null; table = table.next()) {
            tables.add(table);
        }
        return tables;
    }

    /** What the newest of these tables that knows {@code id} says about it, or null where none does. */
    static Memtable.@Nullable Slot slot(List<Memtable> tables, long id) {
        for (Memtable table : tables.reversed()) {
            Memtable.Slot slot = table.slot(id);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }
}
