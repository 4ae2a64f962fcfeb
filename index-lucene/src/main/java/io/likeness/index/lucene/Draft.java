package io.likeness.index.lucene;

import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.index.StoredImage;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        // Times given never fall while ids rise; a clock may be set back.
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

    /**
     * Puts records in as they were in another index, or nothing where one of them contradicts what is stored or another one.
     *
     * @return what contradicts, or empty
     */
    Optional<String> restore(List<StoredImage> images) throws IOException {
        Map<Long, Identity> taken = new HashMap<>();
        Map<Identity, Long> takenIds = new HashMap<>();
        for (StoredImage image : images) {
            ImageRecord record = image.record();
            Identity identity = Identity.of(record);
            ImageRecord holder = record(record.id());
            ImageRecord known = find(identity);
            boolean fits = (holder == null || Identity.of(holder).equals(identity))
                    && (known == null || known.id() == record.id())
                    && identity.equals(taken.computeIfAbsent(record.id(), id -> identity))
                    && takenIds.computeIfAbsent(identity, i -> record.id()) == record.id();
            if (!fits) {
                return Optional.of("id " + record.id() + " or key and content of \"" + record.key()
                        + "\" belong to another record of this library already; restore into an empty one");
            }
        }
        for (StoredImage image : images) {
            restore(image);
        }
        return Optional.empty();
    }

    private void restore(StoredImage image) throws IOException {
        ImageRecord record = image.record();
        if (isStored(image)) {
            return;
        }
        changes.add(new Change.Restore(record, image.embedding()));
        deleted.remove(record.id());
        changed.put(record.id(), record);
        created.put(Identity.of(record), record.id());
        lastId = Math.max(lastId, record.id());
    }

    private boolean isStored(StoredImage image) throws IOException {
        long id = image.record().id();
        if (deleted.contains(id) || changed.containsKey(id)) {
            return false;
        }
        return image.record().equals(stored.record(id))
                && Arrays.equals(image.embedding().toArray(), stored.vector(id));
    }

    private @Nullable ImageRecord find(Identity identity) throws IOException {
        Long id = created.get(identity);
        if (id != null) {
            return record(id);
        }
        ImageRecord record = stored.find(identity);
        ImageRecord now = record == null ? null : record(record.id());
        // Its id may have been restored with another key or digest after a deletion in this draft.
        return now != null && Identity.of(now).equals(identity) ? now : null;
    }

    /** The ids of all records of this key. */
    Set<Long> idsOf(String key) throws IOException {
        Set<Long> ids = new HashSet<>();
        for (ImageRecord record : stored.recordsOf(key)) {
            ids.add(record.id());
        }
        // What became of them in this draft, and what is new in it.
        ids.removeAll(deleted);
        ids.removeAll(changed.keySet());
        for (ImageRecord record : changed.values()) {
            if (record.key().equals(key)) {
                ids.add(record.id());
            }
        }
        return ids;
    }
}
