package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
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
    // Of a record beside its embedding: the slot, the record with its strings, its entries in four maps.
    private static final int RECORD_BYTES = 1200;

    private final NavigableMap<Long, Slot> byId = new ConcurrentSkipListMap<>();
    private final Map<Identity, Slot> byIdentity = new ConcurrentHashMap<>();
    private final Map<String, Set<Slot>> byKey = new ConcurrentHashMap<>();
    private final Map<ImageDigest, Set<Slot>> byDigest = new ConcurrentHashMap<>();
    // In the order of change; a reader takes the length first, then the array.
    private volatile Slot[] slots = new Slot[64];
    private volatile int length;
    private volatile @Nullable Memtable next;
    private long bytes;

    /** What a table says about one id: a record with its embedding, or that there is none. */
    static final class Slot implements Candidate.Place {
        private final long id;
        private final float[] vector;
        private volatile @Nullable ImageRecord record;

        private Slot(long id, float[] vector, @Nullable ImageRecord record) {
            this.id = id;
            this.vector = vector;
            this.record = record;
        }

        long id() {
            return id;
        }

        /** The record, or null where it is deleted. */
        @Nullable
        ImageRecord record() {
            return record;
        }

        /** The embedding; not to be changed, empty where the record was deleted before this table began. */
        float[] vector() {
            return vector;
        }
    }

    /** Stores a record that this table knows nothing about, or replaces the attributes of one that it holds. */
    void put(ImageRecord record, float[] vector) {
        Slot known = byId.get(record.id());
        if (known != null) {
            known.record = record;
            return;
        }
        Slot slot = new Slot(record.id(), vector, record);
        byIdentity.put(Identity.of(record), slot);
        byKey.computeIfAbsent(record.key(), key -> ConcurrentHashMap.newKeySet(1))
                .add(slot);
        byDigest.computeIfAbsent(record.digest(), digest -> ConcurrentHashMap.newKeySet(1))
                .add(slot);
        add(slot);
    }

    /** Says that record {@code id} is no more. */
    void delete(long id) {
        Slot known = byId.get(id);
        if (known == null) {
            add(new Slot(id, new float[0], null));
            return;
        }
        ImageRecord record = known.record;
        known.record = null;
        if (record != null) {
            byIdentity.remove(Identity.of(record), known);
        }
    }

    private void add(Slot slot) {
        int at = length;
        Slot[] array = slots;
        if (at == array.length) {
            array = Arrays.copyOf(array, at * 2);
        }
        array[at] = slot;
        slots = array;
        length = at + 1;
        // After the scan can see it: what is found here hides what older tables hold.
        byId.put(slot.id(), slot);
        bytes += RECORD_BYTES + (long) slot.vector().length * Float.BYTES;
    }

    /** What is said about {@code id}, or null where nothing is. */
    @Nullable
    Slot slot(long id) {
        return byId.get(id);
    }

    /** The slot of the record of this identity, or null where there is none here. */
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
     * Compares the query with every record.
     *
     * @param hidden ids about which a newer table knows better
     */
    void scan(float[] query, LongPredicate hidden, TopCandidates top) {
        int count = length;
        Slot[] array = slots;
        for (int i = 0; i < count; i++) {
            Slot slot = array[i];
            if (slot.record() == null) {
                continue;
            }
            float score = VectorUtil.dotProduct(query, slot.vector());
            if (top.admits(score, slot.id()) && !hidden.test(slot.id())) {
                top.add(new Candidate(slot.id(), score, slot));
            }
        }
    }
}
