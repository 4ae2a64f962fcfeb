package io.likeness.index.milvus;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.index.StoredImage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores one group of entries, whose keys are locked. Used by one thread, once. */
final class Put {
    private final MilvusTable table;
    private final int dimension;
    private final InstantSource clock;
    private final Map<Identity, ImageRecord> known = new HashMap<>();
    private final Map<Long, ImageRecord> holders = new HashMap<>();
    // What is to be written, by id; a known record keeps the vector that is stored.
    private final Map<Long, ImageRecord> changed = new LinkedHashMap<>();
    private final Map<Long, Embedding> fresh = new HashMap<>();

    Put(MilvusTable table, int dimension, InstantSource clock) {
        this.table = table;
        this.dimension = dimension;
        this.clock = clock;
    }

    /** What makes pictures the same record. */
    record Identity(String key, ImageDigest digest) {
        static Identity of(ImageRecord record) {
            return new Identity(record.key(), record.digest());
        }
    }

    List<PutResult> all(List<IndexEntry> entries) {
        read(entries);
        List<PutResult> results = new ArrayList<>(entries.size());
        for (IndexEntry entry : entries) {
            results.add(put(entry));
        }
        write();
        return results;
    }

    private void read(List<IndexEntry> entries) {
        List<Long> ids = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        for (IndexEntry entry : entries) {
            NewImage image = entry.image();
            ids.add(Hashes.id(image.key(), image.digest()));
            keys.add(Hashes.key(image.key()));
        }
        for (ImageRecord record : table.records(Expression.idsOrKeys(ids, keys))) {
            known.put(Identity.of(record), record);
            holders.put(record.id(), record);
        }
    }

    private PutResult put(IndexEntry entry) {
        NewImage image = entry.image();
        Identity identity = new Identity(image.key(), image.digest());
        ImageRecord old = known.get(identity);
        if (old != null) {
            ImageRecord now = old.with(old.attributes().overlaidBy(image.attributes()));
            if (!now.equals(old)) {
                take(now);
            }
            return new PutResult(now, false);
        }
        long id = Hashes.id(image.key(), image.digest());
        ImageRecord holder = holders.get(id);
        if (holder != null) {
            throw collision(id, holder, image.key(), image.digest());
        }
        ImageRecord record =
                new ImageRecord(id, image.key(), image.digest(), image.header(), image.attributes(), clock.instant());
        fresh.put(id, entry.embedding());
        take(record);
        return new PutResult(record, true);
    }

    private void take(ImageRecord record) {
        known.put(Identity.of(record), record);
        holders.put(record.id(), record);
        changed.put(record.id(), record);
    }

    static Failure.Conflict collision(long id, ImageRecord holder, String key, ImageDigest digest) {
        return new Failure.Conflict("the key \"" + key + "\" with the content " + digest + " has the id " + id
                + ", which the key \"" + holder.key() + "\" with the content " + holder.digest()
                + " holds already; add the picture under another key");
    }

    private void write() {
        List<Long> stored =
                changed.keySet().stream().filter(id -> !fresh.containsKey(id)).toList();
        Map<Long, Embedding> embeddings = new HashMap<>(fresh);
        if (!stored.isEmpty()) {
            table.rows(Expression.anyOf(Columns.ID, stored), List.of(Columns.ID, Columns.VECTOR))
                    .forEach(row -> embeddings.put(Rows.id(row), Rows.embedding(row, dimension)));
        }
        List<StoredImage> images = new ArrayList<>();
        changed.forEach((id, record) -> {
            Embedding embedding = embeddings.get(id);
            // Another server may have deleted a known one a moment ago.
            if (embedding != null) {
                images.add(new StoredImage(record, embedding));
            }
        });
        table.upsert(images);
    }
}
