package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.Hit;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The ten nearest among 100,000 clustered vectors of 256 dimensions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SearchBenchmark {
    private static final int RECORDS = 100_000;
    private static final int GROUP = 1000;
    private static final int CLUSTERS = 1000;
    private static final int DIMENSION = 256;

    /** What searches: the graph, a scan of the stored vectors, or the plain index in memory. */
    public enum Search {
        LUCENE_GRAPH,
        LUCENE_SCAN,
        MEMORY_SCAN
    }

    @Param
    @SuppressWarnings("NullAway.Init") // Set by JMH.
    Search search;

    private final Random random = new Random(7);
    private final List<float[]> centres = new ArrayList<>();
    private final List<Embedding> queries = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private VectorIndex index = new ExactVectorIndex(DIMENSION, InstantSource.system());
    private Path folder = Path.of("");

    /** Fills the index. */
    @Setup
    public void fill() throws IOException {
        folder = Files.createTempDirectory("likeness-bench");
        LuceneSettings settings = LuceneSettings.DEFAULT;
        index = switch (search) {
            case LUCENE_GRAPH ->
                LuceneVectorIndex.open(folder, DIMENSION, settings.withExactUpTo(0), InstantSource.system());
            case LUCENE_SCAN ->
                LuceneVectorIndex.open(folder, DIMENSION, settings.withExactUpTo(RECORDS), InstantSource.system());
            case MEMORY_SCAN -> index;
        };
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(gaussian(1));
        }
        for (int i = 0; i < RECORDS; i += GROUP) {
            List<IndexEntry> group = new ArrayList<>();
            for (int j = i; j < i + GROUP; j++) {
                NewImage image = new NewImage(
                        "key-" + j,
                        new ImageDigest("%064x".formatted(j)),
                        new ImageHeader(ImageType.JPEG, 640, 480),
                        Attributes.NONE);
                group.add(new IndexEntry(image, clustered()));
            }
            index.putAll(group);
        }
        for (int i = 0; i < 1000; i++) {
            queries.add(clustered());
        }
    }

    /** One search after the other. */
    @Benchmark
    public List<Hit> nearest10() {
        Embedding query = queries.get(Math.floorMod(next.getAndIncrement(), queries.size()));
        return index.search(new SearchQuery(query, 10));
    }

    /** Deletes the index. */
    @TearDown
    public void delete() throws IOException {
        index.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    private Embedding clustered() {
        float[] centre = centres.get(random.nextInt(CLUSTERS));
        float[] vector = gaussian(0.5);
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += centre[i];
        }
        return Embedding.normalised(vector);
    }

    private float[] gaussian(double deviation) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (deviation * random.nextGaussian());
        }
        return vector;
    }
}
