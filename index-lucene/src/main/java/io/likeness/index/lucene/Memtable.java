package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery.Position;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongPredicate;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes, in memory: what it says about an id hides what older tables and Lucene say. One thread changes it, any number read it; a full
 * table gets a {@link #next} and changes no more.
 */
final class Memtable {
    // Of a record beside its embedding: the slot, the record with its strings, its entries in five maps.
    private static final int RECORD_BYTES = 1300;

    private final NavigableMap<Long, Slot> byId = new ConcurrentSkipListMap<>();
    private final NavigableMap<Position, Slot> byPosition = new ConcurrentSkipListMap<>();
    private final Map<Identity, Slot> byIdentity = new ConcurrentHashMap<>();
    private final Map<String, Set<Slot>> byKey = new ConcurrentHashMap<>();
    private final Map<ImageDigest, Set<Slot>> byDigest = new ConcurrentHashMap<>();
    // In the order of change; a reader takes the length first, then the array.
    private volatile Slot[] slots = new Slot[64];
    private volatile int length;
    private volatile @Nullable Memtable next;
    private long bytes;

    /** A record with its embedding, as they belong together. */
    static final class Content implements Candidate.Place {
        private final ImageRecord record;
        private final float[] vector;

        Content(ImageRecord record, float[] vector) {
            this.record = record;
            this.vector = vector;
        }

        ImageRecord record() {
            return record;
        }

        /** The embedding; not to be changed. */
        float[] vector() {
            return vector;
        }
    }

    /** What a table says about one id: a record with its embedding, or that there is none. */
    static final class Slot {
        private final long id;
        private volatile @Nullable Content content;

        private Slot(long id, @Nullable Content content) {
            this.id = id;
            this.content = content;
        }

        long id() {
            return id;
        }

        /** The record with its embedding, or null where it is deleted. */
        @Nullable
        Content content() {
            return content;
        }

        /** The record, or null where it is deleted. */
        @Nullable
        ImageRecord record() {
            Content now = content;
            return now == null ? null : now.record();
        }
    }

    /** Stores a record in the place of what is said about its id, which is the same key and digest or no record. */
    void put(ImageRecord record, float[] vector) {
        Slot known = byId.get(record.id());
        Content content = new Content(record, vector);
        if (known == null) {
            Slot slot = new Slot(record.id(), content);
            enter(record, slot);
            add(slot, vector.length);
            return;
        }
        ImageRecord before = known.record();
        Position left = before == null ? null : Position.of(before);
        boolean moves = !Position.of(record).equals(left);
        if (moves) {
            enter(record, known);
        }
        known.content = content;
        if (moves && left != null) {
            byPosition.remove(left);
        }
    }

    /** Says that record {@code id} is no more. */
    void delete(long id) {
        Slot known = byId.get(id);
        if (known == null) {
            add(new Slot(id, null), 0);
            return;
        }
        ImageRecord record = known.record();
        known.content = null;
        if (record != null) {
            byIdentity.remove(Identity.of(record), known);
            byPosition.remove(Position.of(record));
        }
    }

    private void enter(ImageRecord record, Slot slot) {
        byIdentity.put(Identity.of(record), slot);
        byPosition.put(Position.of(record), slot);
        byKey.computeIfAbsent(record.key(), key -> ConcurrentHashMap.newKeySet(1))
                .add(slot);
        byDigest.computeIfAbsent(record.digest(), digest -> ConcurrentHashMap.newKeySet(1))
                .add(slot);
    }

    private void add(Slot slot, int values) {
        int at = length;
        Slot[] array = slots;
        if (at == array.length) {
            array = Arrays.copyOf(array, at * 2);
        }
        array[at] = slot;
        slots = array;
        length = at + 1;
        // After the scan and the walk can see it: what is found here hides what older tables hold.
        byId.put(slot.id(), slot);
        bytes += RECORD_BYTES + (long) values * Float.BYTES;
    }

    /** What is said about {@code id}, or null where nothing is. */
    @Nullable
    Slot slot(long id) {
        return byId.get(id);
    }

    /** The slot that holds or held the record of this identity, or null where there is none here. */
    @Nullable
    Slot slot(Identity identity) {
        return byIdentity.get(identity);
    }

    /** The slots that hold or held a record of this key. */
    Set<Slot> slotsOf(String key) {
        return byKey.getOrDefault(key, Set.of());
    }

    /** The slots that hold or held a record of this content. */
    Set<Slot> slotsOf(ImageDigest digest) {
        return byDigest.getOrDefault(digest, Set.of());
    }

    /** All slots by ascending id. */
    NavigableMap<Long, Slot> byId() {
        return byId;
    }

    /** The slots by where their records stand in a walk; one that is just changing may be at two places. */
    NavigableMap<Position, Slot> byPosition() {
        return byPosition;
    }

    /** The number of slots. */
    int length() {
        return length;
    }

    /** The slot that was added as number {@code i}. */
    Slot slotAt(int i) {
        return slots[i];
    }

    /** About the bytes of memory taken; for the changing thread. */
    long bytes() {
        return bytes;
    }

    /** The table that was begun when this one was full. */
    @Nullable
    Memtable next() {
        return next;
    }

    void setNext(Memtable newer) {
        next = newer;
    }

    /**
     * Compares the query with every record that {@code filter} means.
     *
     * @param hidden ids about which a newer table knows better
     */
    void scan(float[] query, Filter filter, LongPredicate hidden, TopCandidates top) {
        int count = length;
        Slot[] array = slots;
        for (int i = 0; i < count; i++) {
            Slot slot = array[i];
            Content content = slot.content();
            if (content == null) {
                continue;
            }
            float score = VectorUtil.dotProduct(query, content.vector());
            if (top.admits(score, slot.id()) && filter.matches(content.record()) && !hidden.test(slot.id())) {
                top.add(new Candidate(slot.id(), score, content));
            }
        }
    }
}
