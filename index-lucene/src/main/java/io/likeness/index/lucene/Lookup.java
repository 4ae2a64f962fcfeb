package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
            Memtable.Content content = slot.content();
            return content == null ? null : content.vector();
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
                ImageRecord record = record(slot.id());
                if (record != null && Identity.of(record).equals(identity)) {
                    return record;
                }
            }
        }
        Location location = base.locate(identity);
        ImageRecord record = location == null ? null : record(base.id(location));
        // An id whose record was deleted may have been restored with another key or digest.
        return record != null && Identity.of(record).equals(identity) ? record : null;
    }

    /** Whether any record has this content. */
    boolean holds(ImageDigest digest) throws IOException {
        for (Memtable table : tables) {
            for (Memtable.Slot slot : table.slotsOf(digest)) {
                if (hasDigest(record(slot.id()), digest)) {
                    return true;
                }
            }
        }
        boolean[] any = new boolean[1];
        base.eachWith(Fields.DIGEST, Fields.digestBytes(digest), id -> {
            Memtable.Slot slot = View.slot(tables, id);
            any[0] = slot == null || hasDigest(slot.record(), digest);
            return !any[0];
        });
        return any[0];
    }

    private static boolean hasDigest(@Nullable ImageRecord record, ImageDigest digest) {
        return record != null && record.digest().equals(digest);
    }

    /** All records of this key, by id. */
    List<ImageRecord> recordsOf(String key) throws IOException {
        Set<Long> ids = new TreeSet<>();
        base.eachWith(Fields.KEY, Fields.keyBytes(key), id -> {
            ids.add(id);
            return true;
        });
        for (Memtable table : tables) {
            table.slotsOf(key).forEach(slot -> ids.add(slot.id()));
        }
        List<ImageRecord> records = new ArrayList<>();
        for (long id : ids) {
            ImageRecord record = record(id);
            if (record != null && record.key().equals(key)) {
                records.add(record);
            }
        }
        return List.copyOf(records);
    }
}
