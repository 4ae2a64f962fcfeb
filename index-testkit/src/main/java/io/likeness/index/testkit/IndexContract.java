package io.likeness.index.testkit;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** What the parts of the contract have in common: how to open an index, and short ways to say things. */
abstract class IndexContract {
    /** Small enough to write vectors by hand. */
    static final int DIMENSION = 3;

    final Random random = new Random(20261122);
    private final List<VectorIndex> opened = new ArrayList<>();
    private long content = 1_000_000;

    /** Opens a new, empty index. */
    protected abstract VectorIndex open(int dimension);

    /** Closes an index and opens what it stored. */
    protected abstract VectorIndex reopen(VectorIndex index);

    /**
     * Whether ids count up in the order in which records are added, so that no id is ever given twice; otherwise an id follows from key and content, and
     * only the same picture under the same key gets it again.
     */
    protected boolean idsCountUp() {
        return true;
    }

    /** How often a test repeats what it would do {@code usual} times; fewer where every call waits for a clock. */
    protected int rounds(int usual) {
        return usual;
    }

    /** {@code records} as a walk meets them. */
    static List<ImageRecord> inOrder(List<ImageRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(ListQuery.Position::of))
                .toList();
    }

    /** {@code records} by id. */
    static List<ImageRecord> byId(List<ImageRecord> records) {
        return records.stream()
                .sorted(Comparator.comparingLong(ImageRecord::id))
                .toList();
    }

    @AfterEach
    void closeIndexes() {
        opened.forEach(VectorIndex::close);
    }

    final VectorIndex index() {
        return index(DIMENSION);
    }

    final VectorIndex index(int dimension) {
        VectorIndex index = open(dimension);
        opened.add(index);
        return index;
    }

    final VectorIndex reopened(VectorIndex index) {
        VectorIndex again = reopen(index);
        opened.add(again);
        return again;
    }

    /** A content that no other picture of this test has. */
    final long newContent() {
        return content++;
    }

    /** Stores another picture under {@code key}. */
    final ImageRecord add(VectorIndex index, String key) {
        return add(index, key, newContent());
    }

    final ImageRecord add(VectorIndex index, String key, long content) {
        Embedding embedding = Pictures.randomEmbedding(index.dimension(), random);
        return index.put(Pictures.entry(key, content, embedding)).record();
    }

    final ImageRecord add(VectorIndex index, String key, float... direction) {
        return index.put(Pictures.entry(key, newContent(), Embedding.normalised(direction)))
                .record();
    }

    /** Stores {@code count} pictures in one call, under the keys that are {@code prefix} and a number from 0 on. */
    final List<ImageRecord> addMany(VectorIndex index, int count, String prefix) {
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Embedding embedding = Pictures.randomEmbedding(index.dimension(), random);
            entries.add(Pictures.entry(prefix + i, newContent(), embedding));
        }
        return index.putAll(entries).stream().map(result -> result.record()).toList();
    }

    static List<Hit> search(VectorIndex index, int limit, float... direction) {
        return index.search(new SearchQuery(Embedding.normalised(direction), limit));
    }

    static List<Long> ids(List<ImageRecord> records) {
        return records.stream().map(ImageRecord::id).toList();
    }

    static List<Long> hitIds(List<Hit> hits) {
        return hits.stream().map(hit -> hit.record().id()).toList();
    }

    /** All records, walked by pages of {@code limit}. */
    static List<ImageRecord> walk(VectorIndex index, ListQuery.Order order, int limit) {
        List<ImageRecord> all = new ArrayList<>();
        ListQuery.Position after = null;
        while (true) {
            List<ImageRecord> page = index.list(new ListQuery(order, after, limit));
            all.addAll(page);
            if (page.isEmpty()) {
                return all;
            }
            after = ListQuery.Position.of(page.getLast());
        }
    }

    static Attributes tagged(String name, String value) {
        return new Attributes("", Map.of(name, value));
    }
}
