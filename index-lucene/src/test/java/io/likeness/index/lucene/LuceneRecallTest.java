package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.IndexEntry;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings.Graph;
import io.likeness.index.testkit.ClusteredEmbeddings;
import io.likeness.index.testkit.Pictures;
import io.likeness.index.testkit.Recall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of the nearest the graph finds: in one segment, where it has the least help, and in several, which are followed only as far as they lead. */
class LuceneRecallTest {
    private static final int DIMENSION = 64;
    private static final int RECORDS = 8_000;
    private static final int QUERIES = 100;
    private static final long SEED = Long.getLong("likeness.recall.seed", 1);
    // A server's graph, and one from the first record on.
    private static final Graph GRAPH = new Graph(
            Graph.DEFAULT.connections(),
            Graph.DEFAULT.buildBeam(),
            Graph.DEFAULT.searchBeam(),
            Graph.DEFAULT.oversample(),
            0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Random random = new Random(SEED);
    private final ClusteredEmbeddings embeddings = new ClusteredEmbeddings(DIMENSION, 12, 0.6, random);
    private final ExactVectorIndex exact = new ExactVectorIndex(DIMENSION, InstantSource.system());

    @Test
    void search_clusteredEmbeddings_findsNearlyAll() throws IOException {
        fill(embeddings::next);
        mergeAll();

        assertRecall();
    }

    @Test
    void search_severalSegments_findsNearlyAll() throws IOException {
        fill(embeddings::next);

        assertRecall();
    }

    @Test
    void search_manyEqualEmbeddings_findsNearlyAll() throws IOException {
        // Without twins these islands of equal nodes would hide what lies around them.
        fill(() -> random.nextBoolean() ? embeddings.centre() : embeddings.next());
        mergeAll();

        assertRecall();
    }

    @Test
    void search_thirdDeleted_findsNearlyAllOfTheRest() throws IOException {
        fill(embeddings::next);
        mergeAll();
        List<Long> ids = new ArrayList<>();
        for (long id = 1; id <= RECORDS; id++) {
            if (random.nextInt(10) < 3) {
                ids.add(id);
            }
        }
        try (VectorIndex index = open()) {
            assertThat(index.deleteIds(ids)).hasSameSizeAs(exact.deleteIds(ids));
            assertRecall(index);
        }
        assertRecall();
    }

    private void fill(Supplier<Embedding> next) throws IOException {
        try (VectorIndex index = open()) {
            List<IndexEntry> entries = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                entries.add(Pictures.entry("k" + i, i, next.get()));
                if (entries.size() == 1000) {
                    index.putAll(entries);
                    exact.putAll(entries);
                    entries.clear();
                }
            }
        }
    }

    private void mergeAll() throws IOException {
        // Moves what is still in the journal.
        open().close();
        OneSegment.merge(folder, GRAPH, reader -> assertThat(reader.numDocs()).isEqualTo(RECORDS));
    }

    private VectorIndex open() {
        return LuceneVectorIndex.open(
                folder,
                DIMENSION,
                LuceneSettings.DEFAULT.withExactUpTo(0).withTableRecords(1000).withGraph(GRAPH),
                InstantSource.system());
    }

    private void assertRecall() {
        try (VectorIndex index = open()) {
            assertRecall(index);
        }
    }

    private void assertRecall(VectorIndex index) {
        Recall recall = new Recall(10);
        for (int i = 0; i < QUERIES; i++) {
            SearchQuery query = new SearchQuery(embeddings.next(), 10);
            recall.add(exact.search(query), index.search(query));
        }
        assertThat(recall.share()).as("seed " + SEED).isGreaterThanOrEqualTo(0.99);
    }
}
