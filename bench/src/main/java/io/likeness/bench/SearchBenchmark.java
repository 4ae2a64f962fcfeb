package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.SearchQuery;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Top-10 of 100,000 clustered embeddings of 256 dimensions: by the graph, and by comparing with all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SearchBenchmark {
    private static final int PICTURES = 100_000;
    private static final int DIMENSION = 256;
    private static final int CLUSTERS = 1000;
    private static final double SPREAD = 0.6;
    private static final int GROUP = 1000;
    private static final int QUERIES = 1000;

    @Param({"graph", "exact"})
    @SuppressWarnings("NullAway.Init")
    String way;

    private final Random random = new Random(1);
    private final List<float[]> centres = new ArrayList<>();
    private final List<Embedding> queries = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LuceneVectorIndex index;

    private int next;

    @Setup
    public void fill() throws IOException {
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(gaussian());
        }
        folder = Files.createTempDirectory("likeness-bench");
        int exactUpTo = way.equals("exact") ? Integer.MAX_VALUE : 0;
        index = LuceneVectorIndex.open(
                folder, DIMENSION, LuceneSettings.DEFAULT.withExactUpTo(exactUpTo), InstantSource.system());
        for (int i = 0; i < PICTURES; i += GROUP) {
            index.putAll(group(i));
        }
        for (int i = 0; i < QUERIES; i++) {
            queries.add(nearACentre());
        }
    }

    private List<IndexEntry> group(int from) {
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = from; i < from + GROUP; i++) {
            NewImage image = new NewImage(
                    "key" + i,
                    new ImageDigest("%064x".formatted(i)),
                    new ImageHeader(ImageType.JPEG, 500, 400),
                    Attributes.NONE);
            entries.add(new IndexEntry(image, nearACentre()));
        }
        return entries;
    }

    private Embedding nearACentre() {
        float[] centre = centres.get(random.nextInt(CLUSTERS));
        float[] values = gaussian();
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) (centre[i] + SPREAD * values[i]);
        }
        return Embedding.normalised(values);
    }

    private float[] gaussian() {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Benchmark
    public List<Hit> topTen() {
        next = (next + 1) % QUERIES;
        return index.search(new SearchQuery(queries.get(next), 10));
    }

    @TearDown
    public void close() throws IOException {
        index.close();
        DurableFiles.deleteTree(folder);
    }
}
