package io.likeness.index.lucene;

import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that are prepared together, seen on top of what is stored; nothing is stored yet. For use by the changing thread. */
final class Draft {
    private final Lookup stored;
    private final InstantSource clock;
    private long lastId;
    private long lastAdded;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, ImageRecord> changed = new HashMap<>();
    private final Map<Identity, Long> created = new HashMap<>();
    private final Set<Long> deleted = new HashSet<>();

    Draft(IndexState state, InstantSource clock) {
        this.stored = new Lookup(state.view());
        this.clock = clock;
        this.lastId = state.lastId();
        this.lastAdded = state.lastAdded();
    }

    /** What was prepared, in order. */
    List<Change> changes() {
        return changes;
    }

    PutResult put(IndexEntry entry) throws IOException {
        NewImage image = entry.image();
        Identity identity = new Identity(image.key(), image.digest());
        ImageRecord known = find(identity);
        if (known != null) {
            return new PutResult(edit(known, known.attributes().overlaidBy(image.attributes())), false);
        }
        // Walks rely on times that never fall while ids rise; a clock may be set back.
        lastAdded = Math.max(lastAdded, clock.instant().toEpochMilli());
        ImageRecord record = new ImageRecord(
                ++lastId,
                image.key(),
                image.digest(),
                image.header(),
                image.attributes(),
                Instant.ofEpochMilli(lastAdded));
        changes.add(new Change.Put(record, entry.embedding()));
        changed.put(record.id(), record);
        created.put(identity, record.id());
        return new PutResult(record, true);
    }

    /** Gives a record, as this draft knows it, other attributes. */
    ImageRecord edit(ImageRecord known, Attributes attributes) {
        if (known.attributes().equals(attributes)) {
            return known;
        }
        ImageRecord record = known.with(attributes);
        changes.add(new Change.Edit(record.id(), attributes));
        changed.put(record.id(), record);
        return record;
    }

    /** Deletes a record and answers it, or null where there is none. */
    @Nullable
    ImageRecord delete(long id) throws IOException {
        ImageRecord record = record(id);
        if (record != null) {
            changes.add(new Change.Delete(id));
            changed.remove(id);
            created.remove(Identity.of(record));
            deleted.add(id);
        }
        return record;
    }

    /** The record with this id, or null. */
    @Nullable
    ImageRecord record(long id) throws IOException {
        if (deleted.contains(id)) {
            return null;
        }
        ImageRecord record = changed.get(id);
        return record == null ? stored.record(id) : record;
    }

    private @Nullable ImageRecord find(Identity identity) throws IOException {
        Long id = created.get(identity);
        if (id != null) {
            return record(id);
        }
        ImageRecord record = stored.find(identity);
        return record == null ? null : record(record.id());
    }

    /** The ids of all records of this key. */
    Set<Long> idsOf(String key) throws IOException {
        Set<Long> ids = stored.idsOf(key);
        for (ImageRecord record : changed.values()) {
            if (record.key().equals(key)) {
                ids.add(record.id());
            }
        }
        ids.removeAll(deleted);
        return ids;
    }
}
