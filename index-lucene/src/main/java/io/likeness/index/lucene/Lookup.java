package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds records by what names them. For use by one thread while the view's commit is held. */
final class Lookup {
    private final BaseSnapshot base;
    private final List<Memtable> tables;

    Lookup(View view) {
        this.base = view.base();
        this.tables = view.tables();
    }

    /** The record with this id, or null. */
    @Nullable
    ImageRecord record(long id) throws IOException {
        Memtable.Slot slot = View.slot(tables, id);
        if (slot != null) {
            return slot.record();
        }
        Location location = base.locate(id);
        return location == null ? null : base.record(location);
    }

    /** The embedding of the record with this id, or null. */
    float @Nullable [] vector(long id) throws IOException {
        Memtable.Slot slot = View.slot(tables, id);
        if (slot != null) {
            return slot.record() == null ? null : slot.vector();
        }
        Location location = base.locate(id);
        return location == null ? null : base.vector(location);
    }

    /** The record of this identity, or null. */
    @Nullable
    ImageRecord find(Identity identity) throws IOException {
        for (Memtable table : tables.reversed()) {
            Memtable.Slot slot = table.slot(identity);
            if (slot != null) {
                // A newer table may say otherwise.
                return record(slot.id());
            }
        }
        Location location = base.locate(identity);
        return location == null ? null : record(base.id(location));
    }

    /** Whether any record has this content. */
    boolean holds(ImageDigest digest) throws IOException {
        for (Memtable table : tables) {
            for (Memtable.Slot slot : table.slotsOf(digest)) {
                if (record(slot.id()) != null) {
                    return true;
                }
            }
        }
        return base.anyOfDigest(RecordCodec.digestBytes(digest), id -> {
            Memtable.Slot slot = View.slot(tables, id);
            return slot == null || slot.record() != null;
        });
    }

    /** The ids of all records of this key. */
    Set<Long> idsOf(String key) throws IOException {
        Set<Long> ids = new HashSet<>();
        base.eachOfKey(key, ids::add);
        for (Memtable table : tables) {
            table.slotsOf(key).forEach(slot -> ids.add(slot.id()));
        }
        ids.removeIf(id -> {
            Memtable.Slot slot = View.slot(tables, id);
            return slot != null && slot.record() == null;
        });
        return ids;
    }
}
