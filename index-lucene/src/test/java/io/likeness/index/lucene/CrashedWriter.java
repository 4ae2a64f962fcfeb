package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.PutResult;
import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.Pictures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A client of an index that may stop at any moment. It remembers what was acknowledged and what the call under way would have done, and afterwards
 * says whether an index may hold what it does. It has keys of its own, so several can use one index. For use by one thread.
 */
final class CrashedWriter {
    static final int DIMENSION = 4;

    private final String prefix;
    private final Random random;
    private Map<Identity, ImageRecord> acknowledged = new HashMap<>();
    // What there would be if one of the calls that failed since the last acknowledged one, or the one under way, was
    // stored: whether a write
    // whose forcing failed has reached the disk shows only after a crash.
    private final List<Map<Identity, ImageRecord>> possible = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();

    CrashedWriter(String prefix, long seed) {
        this.prefix = prefix;
        this.random = new Random(seed);
    }

    /** Does one random thing; answers whether it was acknowledged. */
    boolean step(VectorIndex index) {
        return switch (random.nextInt(8)) {
            case 0 -> deleteIds(index);
            case 1 -> deleteKeys(index);
            case 2 -> update(index);
            default -> put(index);
        };
    }

    private boolean put(VectorIndex index) {
        List<IndexEntry> entries = new ArrayList<>();
        Map<Identity, ImageRecord> after = new HashMap<>(acknowledged);
        for (int i = random.nextInt(6); i >= 0; i--) {
            String key = key();
            int content = random.nextInt(5);
            Attributes attributes = random.nextInt(3) == 0 ? Attributes.NONE : attributes();
            IndexEntry entry = new IndexEntry(Pictures.image(key, content, attributes), embedding(key, content));
            entries.add(entry);
            Identity identity = new Identity(key, entry.image().digest());
            ImageRecord known = after.get(identity);
            // The id of a new record is not known yet.
            after.put(
                    identity,
                    known == null
                            ? record(entry, attributes)
                            : known.with(known.attributes().overlaidBy(attributes)));
        }
        return attempt(after, () -> {
            List<PutResult> results = index.putAll(entries);
            Map<Identity, ImageRecord> stored = new HashMap<>(acknowledged);
            for (PutResult result : results) {
                ImageRecord before = stored.put(Identity.of(result.record()), result.record());
                assertThat(result.created()).isEqualTo(before == null);
                assertThat(result.created() && !used.add(result.record().id()))
                        .as("id %d given again", result.record().id())
                        .isFalse();
            }
            return stored;
        });
    }

    private static ImageRecord record(IndexEntry entry, Attributes attributes) {
        return new ImageRecord(
                Long.MAX_VALUE,
                entry.image().key(),
                entry.image().digest(),
                entry.image().header(),
                attributes,
                Instant.EPOCH);
    }

    private boolean deleteIds(VectorIndex index) {
        Map<Identity, ImageRecord> after = new HashMap<>(acknowledged);
        Set<Long> ids = new HashSet<>();
        for (ImageRecord record : acknowledged.values()) {
            if (random.nextInt(5) == 0) {
                ids.add(record.id());
                after.remove(Identity.of(record));
            }
        }
        return attempt(after, () -> {
            assertThat(index.deleteIds(ids)).hasSameSizeAs(ids);
            return after;
        });
    }

    private boolean deleteKeys(VectorIndex index) {
        String key = key();
        Map<Identity, ImageRecord> after = new HashMap<>(acknowledged);
        after.keySet().removeIf(identity -> identity.key().equals(key));
        int expected = acknowledged.size() - after.size();
        return attempt(after, () -> {
            assertThat(index.deleteKeys(List.of(key))).hasSize(expected);
            return after;
        });
    }

    private boolean update(VectorIndex index) {
        if (acknowledged.isEmpty()) {
            return true;
        }
        List<ImageRecord> records = List.copyOf(acknowledged.values());
        ImageRecord record = records.get(random.nextInt(records.size()));
        ImageRecord changed = record.with(attributes());
        Map<Identity, ImageRecord> after = new HashMap<>(acknowledged);
        after.put(Identity.of(record), changed);
        return attempt(after, () -> {
            assertThat(index.update(record.id(), old -> changed.attributes())).contains(changed);
            return after;
        });
    }

    private boolean attempt(Map<Identity, ImageRecord> after, Supplier<Map<Identity, ImageRecord>> call) {
        possible.add(after);
        try {
            acknowledged = call.get();
            possible.clear();
            return true;
        } catch (Failure.Unavailable e) {
            return false;
        }
    }

    /** Checks an index that was opened after a crash: it must hold what was acknowledged, and of the calls that failed since one wholly or none. */
    void verifyAfterCrash(List<ImageRecord> all, String where) {
        Map<Identity, ImageRecord> found = own(all);
        if (!found.equals(acknowledged)) {
            assertThat(withoutNewIds(found))
                    .as(where)
                    .isIn(possible.stream().map(CrashedWriter::withoutNewIds).toList());
            for (ImageRecord record : found.values()) {
                ImageRecord before = acknowledged.get(Identity.of(record));
                assertThat(before == null ? used.add(record.id()) : before.id() == record.id())
                        .as("%s: id %d", where, record.id())
                        .isTrue();
            }
            acknowledged = found;
        }
        possible.clear();
    }

    /** Checks an index that stayed open: a call that failed has changed nothing. */
    void verifyOpen(List<ImageRecord> all, String where) {
        assertThat(own(all)).as(where).isEqualTo(acknowledged);
    }

    private Map<Identity, ImageRecord> own(List<ImageRecord> all) {
        Map<Identity, ImageRecord> own = new HashMap<>();
        for (ImageRecord record : all) {
            if (record.key().startsWith(prefix)) {
                own.put(Identity.of(record), record);
            }
        }
        return own;
    }

    private static Map<Identity, Attributes> withoutNewIds(Map<Identity, ImageRecord> records) {
        Map<Identity, Attributes> attributes = new HashMap<>();
        records.forEach((identity, record) -> attributes.put(identity, record.attributes()));
        return attributes;
    }

    /** The embedding of a picture, the same each time. */
    static Embedding embedding(String key, long content) {
        return Pictures.randomEmbedding(DIMENSION, new Random(key.hashCode() * 31L + content));
    }

    private String key() {
        return prefix + random.nextInt(12);
    }

    private Attributes attributes() {
        return Attributes.ofImgPath("p" + random.nextInt(1000));
    }
}
