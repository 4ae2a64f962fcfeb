package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.Filter;
import io.likeness.index.Filter.TagRange;
import io.likeness.index.Hit;
import io.likeness.index.IndexEntry;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filtered searches find of that which the exact index finds, on clustered embeddings; {@code -Dlikeness.recall.seed} repeats a failure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilteredSearchTest {
    private static final long SEED = Long.getLong("likeness.recall.seed", System.nanoTime());
    private static final int RECORDS = 16_000;
    private static final int DIMENSION = 24;
    private static final int CLUSTERS = 60;
    private static final int QUERIES = 40;
    private static final LuceneSettings.Graph GRAPH = new LuceneSettings.Graph(12, 60, 100, 2, 0);
    // Beyond a quarter of those meant, a search compares with them all instead.
    private static final long STEPS = RECORDS / 2 / 4;

    private final Random random = new Random(SEED);
    private final float[][] centres = new float[CLUSTERS][];
    private final ExactVectorIndex exact = new ExactVectorIndex(DIMENSION, InstantSource.system());

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    void store(@TempDir Path temporary) throws IOException {
        folder = temporary;
        for (int i = 0; i < CLUSTERS; i++) {
            centres[i] = Pictures.randomEmbedding(DIMENSION, random).toArray();
        }
        try (VectorIndex index = open(LuceneSettings.DEFAULT)) {
            for (int i = 0; i < RECORDS; i += 1000) {
                List<IndexEntry> entries = new ArrayList<>();
                for (int j = i; j < i + 1000; j++) {
                    entries.add(entry(j));
                }
                index.putAll(entries);
                exact.putAll(entries);
            }
        }
        moveAll();
        OneSegment.merge(
                folder,
                GRAPH,
                reader ->
                        assertThat(visited(reader.leaves().getFirst().reader())).isBetween(10L, STEPS));
    }

    @AfterAll
    void close() {
        exact.close();
    }

    /** How many records a search for ten looks at on its way through the graph. */
    private long visited(LeafReader segment) throws IOException {
        TopKnnCollector collector = new TopKnnCollector(GRAPH.searchBeam(), Integer.MAX_VALUE);
        segment.searchNearestVectors(
                Fields.VECTOR,
                member(0).toArray(),
                collector,
                AcceptDocs.fromLiveDocs(segment.getLiveDocs(), segment.maxDoc()));
        return collector.visitedCount();
    }

    /** Waits until what is in the journal has moved to Lucene. */
    private void moveAll() throws IOException {
        for (int i = 0; i < 100 && moved() < RECORDS; i++) {
            open(LuceneSettings.DEFAULT).close();
        }
        assertThat(moved()).isEqualTo(RECORDS);
    }

    private int moved() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder.resolve("lucene"));
                DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.numDocs();
        }
    }

    private LuceneVectorIndex open(LuceneSettings settings) {
        return LuceneVectorIndex.open(
                folder, DIMENSION, settings.withTableRecords(RECORDS / 4).withGraph(GRAPH), InstantSource.system());
    }

    private IndexEntry entry(int number) {
        int cluster = random.nextInt(CLUSTERS);
        Map<String, String> tags = Map.of(
                "any", Double.toString(random.nextDouble()), "near", Double.toString(cluster + random.nextDouble()));
        return new IndexEntry(Pictures.image("k" + number, number, new Attributes("", tags)), member(cluster));
    }

    private Embedding member(int cluster) {
        float[] values = centres[cluster].clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (random.nextGaussian() * 0.1);
        }
        return Embedding.normalised(values);
    }

    private double recall(VectorIndex index, Filter filter) {
        int wanted = 0;
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            SearchQuery query = new SearchQuery(member(random.nextInt(CLUSTERS)), 10, filter);
            Set<Long> nearest = ids(exact.search(query));
            wanted += nearest.size();
            nearest.retainAll(ids(index.search(query)));
            found += nearest.size();
        }
        return (double) found / wanted;
    }

    private static Set<Long> ids(List<Hit> hits) {
        Set<Long> ids = new HashSet<>();
        hits.forEach(hit -> ids.add(hit.record().id()));
        return ids;
    }

    // "any" has nothing to do with the embeddings; a range of "near" means whole clusters, mostly far from the query.
    @ParameterizedTest
    @CsvSource({"any, 0.01", "any, 0.1", "any, 0.5", "near, 0.6", "near, 6", "near, 30"})
    void search_byGraphWithFilter_findsNearlyAllOfTheNearest(String tag, double max) {
        try (VectorIndex index = open(LuceneSettings.DEFAULT.withExactUpTo(0))) {
            assertThat(recall(index, new TagRange(tag, 0, max)))
                    .as("seed %s", SEED)
                    .isGreaterThanOrEqualTo(0.95);
        }
    }

    @Test
    void search_fewMeant_isExact() {
        try (VectorIndex index = open(LuceneSettings.DEFAULT.withExactUpTo(RECORDS / 4))) {
            assertThat(recall(index, new TagRange("any", 0, 0.1)))
                    .as("seed %s", SEED)
                    .isEqualTo(1);
            assertThat(recall(index, new TagRange("near", 0, 6)))
                    .as("seed %s", SEED)
                    .isEqualTo(1);
        }
    }
}
