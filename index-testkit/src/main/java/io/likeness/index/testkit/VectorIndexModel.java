package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Does random things to an index and to {@link ExactVectorIndex}, and compares all answers. What it does follows from the seed, which every failure
 * names. For use by one thread.
 */
public final class VectorIndexModel {
    /** The dimension of its embeddings. */
    public static final int DIMENSION = 24;

    private static final double TIE = 1e-6;

    private final long seed;
    private final Random random;
    private final ClusteredEmbeddings embeddings;
    private final ExactVectorIndex oracle;
    private final Function<VectorIndex, VectorIndex> reopen;
    private final boolean exact;
    private final Recall recall = new Recall(10);
    private VectorIndex index;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ListQuery.Position position = new ListQuery.Position(now, 0);
    private long operation;

    /**
     * @param opener opens an empty index with this clock
     * @param reopen closes an index and opens what it stored
     * @param exact whether searches must answer what the oracle does, or as near as {@link #recall} tells
     */
    public VectorIndexModel(
            long seed,
            Function<InstantSource, VectorIndex> opener,
            Function<VectorIndex, VectorIndex> reopen,
            boolean exact) {
        this.seed = seed;
        this.random = new Random(seed);
        this.embeddings = new ClusteredEmbeddings(DIMENSION, 40, 0.6, random);
        this.oracle = new ExactVectorIndex(DIMENSION, () -> now);
        this.reopen = reopen;
        this.exact = exact;
        this.index = opener.apply(() -> now);
    }

    /** Does {@code operations} changes and searches, most of the changes in groups, and compares all records at the end. */
    public void run(long operations) {
        while (operation < operations) {
            operation += step();
        }
        compareAll();
        index.close();
    }

    /** How near the searches came. */
    public Recall recall() {
        return recall;
    }

    private int step() {
        now = now.plusMillis(random.nextInt(3));
        int kind = random.nextInt(1000);
        if (kind < 330) {
            return putGroup();
        } else if (kind < 400) {
            return deleteIds();
        } else if (kind < 470) {
            return deleteKeys();
        } else if (kind < 560) {
            return update();
        } else if (kind < 700) {
            return search();
        } else if (kind < 850) {
            return lookUp();
        } else if (kind < 995) {
            return walk();
        }
        compareAll();
        index = reopen.apply(index);
        return 1;
    }

    private int putGroup() {
        int size = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(40);
        List<IndexEntry> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(new IndexEntry(Pictures.image(key(), content(), attributes()), embedding()));
        }
        assertThat(index.putAll(entries)).as(this::where).isEqualTo(oracle.putAll(entries));
        return size;
    }

    private int deleteIds() {
        Set<Long> ids = new HashSet<>();
        for (int i = random.nextInt(25); i >= 0; i--) {
            ids.add(id());
        }
        sameSet(index.deleteIds(ids), oracle.deleteIds(ids));
        return ids.size();
    }

    private int deleteKeys() {
        Set<String> keys = new HashSet<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            keys.add(key());
        }
        sameSet(index.deleteKeys(keys), oracle.deleteKeys(keys));
        return keys.size();
    }

    private int update() {
        long id = id();
        Attributes other = attributes();
        assertThat(index.update(id, old -> old.overlaidBy(other)))
                .as(this::where)
                .isEqualTo(oracle.update(id, old -> old.overlaidBy(other)));
        return 1;
    }

    private int search() {
        int limit = random.nextInt(10) == 0 ? 1 + random.nextInt(1000) : 10;
        SearchQuery query = new SearchQuery(embedding(), limit);
        List<Hit> expected = oracle.search(query);
        List<Hit> answered = index.search(query);
        assertThat(answered).as(this::where).hasSameSizeAs(expected).isSortedAccordingTo(Hit.BEST_FIRST);
        assertThat(answered)
                .as(this::where)
                .extracting(hit -> hit.record().id())
                .doesNotHaveDuplicates();
        for (int i = 0; i < answered.size(); i++) {
            Hit hit = answered.get(i);
            assertThat(oracle.get(hit.record().id())).as(this::where).contains(hit.record());
            Embedding stored = oracle.embedding(hit.record().id()).orElseThrow();
            assertThat(hit.score()).as(this::where).isEqualTo(query.embedding().cosine(stored), within(TIE));
            if (exact) {
                assertThat(hit.score())
                        .as(this::where)
                        .isEqualTo(expected.get(i).score(), within(TIE));
            }
        }
        recall.add(expected, answered);
        return 1;
    }

    private int lookUp() {
        long id = id();
        assertThat(index.get(id)).as(this::where).isEqualTo(oracle.get(id));
        assertThat(index.embedding(id)).as(this::where).isEqualTo(oracle.embedding(id));
        String key = key();
        long content = content();
        assertThat(index.find(key, Pictures.digest(content)))
                .as(this::where)
                .isEqualTo(oracle.find(key, Pictures.digest(content)));
        assertThat(index.holds(Pictures.digest(content)))
                .as(this::where)
                .isEqualTo(oracle.holds(Pictures.digest(content)));
        assertThat(index.count()).as(this::where).isEqualTo(oracle.count());
        return 1;
    }

    private int walk() {
        ListQuery.Order order = random.nextBoolean() ? ListQuery.Order.OLDEST : ListQuery.Order.NEWEST;
        ListQuery query = new ListQuery(order, random.nextInt(5) == 0 ? null : position, 1 + random.nextInt(60));
        List<ImageRecord> page = index.list(query);
        assertThat(page).as(this::where).isEqualTo(oracle.list(query));
        if (!page.isEmpty()) {
            position = ListQuery.Position.of(page.getLast());
        }
        return 1;
    }

    private void compareAll() {
        List<ImageRecord> expected = IndexContract.walk(oracle, ListQuery.Order.OLDEST, 1000);
        assertThat(IndexContract.walk(index, ListQuery.Order.OLDEST, 1000))
                .as(this::where)
                .isEqualTo(expected);
        assertThat(index.count()).as(this::where).isEqualTo(expected.size());
        assertThat(index.check()).as(this::where).isEmpty();
    }

    private void sameSet(List<ImageRecord> answered, List<ImageRecord> expected) {
        assertThat(answered).as(this::where).containsExactlyInAnyOrderElementsOf(expected);
    }

    private String where() {
        return "seed " + seed + ", operation " + operation;
    }

    private long id() {
        // Ids count up, so the highest is about the number of records ever stored.
        return 1 + random.nextLong(operation + 10);
    }

    private String key() {
        return "k" + random.nextInt(1500);
    }

    private long content() {
        return random.nextInt(40);
    }

    private Attributes attributes() {
        return random.nextInt(3) == 0
                ? Attributes.NONE
                : new Attributes(
                        random.nextBoolean() ? "" : "p" + random.nextInt(9), Map.of("t", "" + random.nextInt(9)));
    }

    private Embedding embedding() {
        // Some again and again, so that scores tie.
        return random.nextInt(4) == 0 ? embeddings.centre() : embeddings.next();
    }
}
