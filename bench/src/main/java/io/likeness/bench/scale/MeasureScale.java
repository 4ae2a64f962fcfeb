package io.likeness.bench.scale;

import io.likeness.bench.GeneratedRecords;
import io.likeness.bench.ProcessStatus;
import io.likeness.embedding.Embedding;
import io.likeness.index.Hit;
import io.likeness.index.SearchQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Fills a store with clustered vectors, searches in it, prints what was measured and what a large library would need:
 * {@code bench/run scale VECTORS} for the embedded store, {@code bench/run scale VECTORS milvus} for a Milvus that is started for it, and
 * {@code bench/run scale VECTORS milvus://host:port PID} for one of this machine whose process is {@code PID}. A Milvus is measured twice: with rows
 * that are new, and when all are in sealed segments with their graphs.
 */
public final class MeasureScale {
    private static final int DIMENSION = 256;
    private static final int CLUSTERS = 1000;
    private static final double SPREAD = 0.6;
    private static final int GROUP = 1000;
    private static final int QUERIES = 200;
    private static final int HITS = 10;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int MOST_WAITS = 36;
    private static final double IDLE = 0.25;

    private final int count;
    private final float[][] centres = new float[CLUSTERS][];
    private final Random random = new Random(1);

    private MeasureScale(int count) {
        this.count = count;
        for (int i = 0; i < CLUSTERS; i++) {
            centres[i] = gaussian(random);
        }
    }

    /** Measures, and prints two tables. */
    public static void main(String[] arguments) throws IOException {
        MeasureScale scale = new MeasureScale(Integer.parseInt(arguments[0]));
        List<String> milvus = Arrays.asList(arguments).subList(1, arguments.length);
        List<Measured> all = milvus.isEmpty() ? scale.embedded() : scale.milvus(milvus);
        System.out.println(
                "| store | vectors | stored a second | p50, ms | p99, ms | processor, ms | recall@10 | MiB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        all.forEach(measured -> System.out.println(ScaleReport.line(measured)));
        System.out.println();
        System.out.println(ScaleReport.plans(all.getLast(), Site.USUAL));
    }

    private List<Measured> embedded() throws IOException {
        Path folder = Files.createTempDirectory("likeness-scale");
        try (VectorIndex index =
                LuceneVectorIndex.open(folder, DIMENSION, LuceneSettings.DEFAULT, InstantSource.system())) {
            double perSecond = load(index);
            pause(Duration.ofSeconds(30));
            return List.of(search("embedded", index, ProcessHandle.current().pid(), perSecond));
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private List<Measured> milvus(List<String> arguments) throws IOException {
        try (MeasuredMilvus milvus = MeasuredMilvus.of(arguments, DIMENSION)) {
            double perSecond = load(milvus.index());
            Measured fresh = search("Milvus, new rows", milvus.index(), milvus.process(), perSecond);
            System.out.println(ScaleReport.line(fresh));
            System.out.println("sealed and indexed after "
                    + milvus.seal(count, Duration.ofHours(3)).toSeconds() + " s");
            return List.of(fresh, search("Milvus, sealed", milvus.index(), milvus.process(), perSecond));
        }
    }

    /** Stores all; answers how many a second. */
    private double load(VectorIndex index) {
        long begin = System.nanoTime();
        for (int from = 0; from < count; from += GROUP) {
            index.restoreAll(group(from));
            if (from > 0 && from % (100 * GROUP) == 0) {
                System.out.printf("%,d stored after %d s%n", from, (System.nanoTime() - begin) / 1_000_000_000);
            }
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private Measured search(String store, VectorIndex index, long process, double perSecond) throws IOException {
        Random ofQueries = new Random(7);
        List<Embedding> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(Embedding.normalised(nearACentre(ofQueries)));
        }
        queries.forEach(query -> index.search(new SearchQuery(query, HITS)));
        double idle = idleProcessor(process);
        double[] millis = new double[QUERIES];
        List<Set<Long>> found = new ArrayList<>();
        double processorBefore = processorMillis(process);
        long begin = System.nanoTime();
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            List<Hit> hits = index.search(new SearchQuery(queries.get(i), HITS));
            millis[i] = (System.nanoTime() - start) / 1e6;
            Set<Long> ids = new HashSet<>();
            hits.forEach(hit -> ids.add(hit.record().id()));
            found.add(ids);
        }
        double elapsed = (System.nanoTime() - begin) / 1e6;
        double processor = (processorMillis(process) - processorBefore - idle * elapsed) / QUERIES;
        long resident = residentBytes(process);
        Arrays.sort(millis);
        return new Measured(
                store,
                count,
                DIMENSION,
                perSecond,
                millis[QUERIES / 2],
                millis[QUERIES * 99 / 100],
                Math.max(0.01, processor),
                recall(queries, found),
                resident);
    }

    /** Vector {@code i} of this seed, made again rather than kept. */
    private float[] vector(int i) {
        return Embedding.normalised(nearACentre(new Random(1_000_003L * i + 17)))
                .toArray();
    }

    private List<StoredImage> group(int from) {
        List<StoredImage> images = new ArrayList<>();
        for (int i = from; i < Math.min(count, from + GROUP); i++) {
            images.add(GeneratedRecords.of(i, vector(i)));
        }
        return images;
    }

    private float[] nearACentre(Random source) {
        float[] centre = centres[source.nextInt(CLUSTERS)];
        float[] values = gaussian(source);
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) (centre[i] + SPREAD * values[i]);
        }
        return values;
    }

    private static float[] gaussian(Random source) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) source.nextGaussian();
        }
        return values;
    }

    private record Near(long id, double score) {}

    private double recall(List<Embedding> queries, List<Set<Long>> found) {
        List<PriorityQueue<Near>> nearest = new ArrayList<>();
        queries.forEach(_ -> nearest.add(new PriorityQueue<>((a, b) -> Double.compare(a.score(), b.score()))));
        for (int i = 0; i < count; i++) {
            Embedding vector = Embedding.ofUnit(vector(i));
            for (int q = 0; q < queries.size(); q++) {
                PriorityQueue<Near> best = nearest.get(q);
                double score = queries.get(q).cosine(vector);
                if (best.size() < HITS || score > best.element().score()) {
                    best.add(new Near(i + 1L, score));
                    if (best.size() > HITS) {
                        best.remove();
                    }
                }
            }
        }
        long same = 0;
        for (int q = 0; q < queries.size(); q++) {
            Set<Long> hits = found.get(q);
            same += nearest.get(q).stream()
                    .filter(near -> hits.contains(near.id()))
                    .count();
        }
        return (double) same / queries.size() / Math.min(HITS, count);
    }

    /**
     * How much of a core the store takes while nobody asks; waits until it is done with most of what it was doing. 0 if that takes longer than minutes:
     * what it does then changes too much to be taken off.
     */
    private static double idleProcessor(long process) {
        for (int i = 0; i < MOST_WAITS; i++) {
            double before = processorMillis(process);
            pause(WAIT);
            double taken = (processorMillis(process) - before) / WAIT.toMillis();
            if (taken < IDLE) {
                return taken;
            }
        }
        System.out.println("it is still at work: processor time holds that too");
        return 0;
    }

    private static double processorMillis(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(duration -> duration.toNanos() / 1e6)
                .orElse(0.0);
    }

    /** As Linux tells it; 0 elsewhere. */
    private static long residentBytes(long process) throws IOException {
        boolean known = Files.exists(Path.of("/proc", Long.toString(process), "status"));
        return known ? ProcessStatus.bytes(Long.toString(process), "VmRSS").orElse(0) : 0;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
