package io.likeness.bench.scale;

import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.SearchQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.index.milvus.MilvusConnection;
import io.likeness.index.milvus.MilvusPlace;
import io.likeness.index.milvus.MilvusSettings;
import io.likeness.index.milvus.MilvusVectorIndex;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * {@code bench/run scale VECTORS} for the embedded store, {@code bench/run scale VECTORS milvus://host:port PID} for a Milvus of this machine, whose
 * process is {@code PID}.
 */
public final class MeasureScale {
    private static final int DIMENSION = 256;
    private static final int CLUSTERS = 1000;
    private static final double SPREAD = 0.6;
    private static final int GROUP = 1000;
    private static final int QUERIES = 200;
    private static final int HITS = 10;

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
        int count = Integer.parseInt(arguments[0]);
        Measured measured = new MeasureScale(count).run(Arrays.asList(arguments).subList(1, arguments.length));
        System.out.println(
                "| store | vectors | stored a second | p50, ms | p99, ms | processor, ms | recall@10 | MiB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        System.out.println(ScaleReport.line(measured));
        System.out.println();
        System.out.println(ScaleReport.plans(measured, Site.USUAL));
    }

    private Measured run(List<String> milvus) throws IOException {
        if (milvus.isEmpty()) {
            Path folder = Files.createTempDirectory("likeness-scale");
            try (VectorIndex index =
                    LuceneVectorIndex.open(folder, DIMENSION, LuceneSettings.DEFAULT, InstantSource.system())) {
                return measure("embedded", index, ProcessHandle.current().pid());
            } finally {
                DurableFiles.deleteTree(folder);
            }
        }
        String[] parts = milvus.getFirst().replace("milvus://", "").split(":", 2);
        MilvusSettings settings = MilvusSettings.open(parts[0], Integer.parseInt(parts[1]), Duration.ofMinutes(5));
        MilvusPlace place = new MilvusPlace("scale" + System.nanoTime(), MilvusPlace.DEFAULT);
        try (MilvusConnection connection = new MilvusConnection(settings);
                VectorIndex index = MilvusVectorIndex.open(
                        connection,
                        place,
                        new ModelFingerprint("scale", "0".repeat(64), DIMENSION),
                        InstantSource.system())) {
            return measure("Milvus", index, Long.parseLong(milvus.get(1)));
        }
    }

    private Measured measure(String store, VectorIndex index, long process) throws IOException {
        long begin = System.nanoTime();
        for (int from = 0; from < count; from += GROUP) {
            index.restoreAll(group(from));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        pause(Duration.ofSeconds(30));
        Random ofQueries = new Random(7);
        List<Embedding> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(Embedding.normalised(nearACentre(ofQueries)));
        }
        queries.forEach(query -> index.search(new SearchQuery(query, HITS)));
        double[] millis = new double[QUERIES];
        List<Set<Long>> found = new ArrayList<>();
        double processorBefore = processorMillis(process);
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            List<Hit> hits = index.search(new SearchQuery(queries.get(i), HITS));
            millis[i] = (System.nanoTime() - start) / 1e6;
            Set<Long> ids = new HashSet<>();
            hits.forEach(hit -> ids.add(hit.record().id()));
            found.add(ids);
        }
        double processor = (processorMillis(process) - processorBefore) / QUERIES;
        Arrays.sort(millis);
        return new Measured(
                store,
                count,
                DIMENSION,
                count / seconds,
                millis[QUERIES / 2],
                millis[QUERIES * 99 / 100],
                Math.max(0.01, processor),
                recall(queries, found),
                residentBytes(process));
    }

    /** Vector {@code i} of this seed, made again rather than kept. */
    private float[] vector(int i) {
        return Embedding.normalised(nearACentre(new Random(1_000_003L * i + 17)))
                .toArray();
    }

    private List<StoredImage> group(int from) {
        List<StoredImage> images = new ArrayList<>();
        for (int i = from; i < Math.min(count, from + GROUP); i++) {
            ImageRecord record = new ImageRecord(
                    i + 1L,
                    "key" + i,
                    new ImageDigest("%064x".formatted(i)),
                    new ImageHeader(ImageType.JPEG, 500, 400),
                    Attributes.NONE,
                    Instant.ofEpochMilli(1_700_000_000_000L + i));
            images.add(new StoredImage(record, Embedding.ofUnit(vector(i))));
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

    private static double processorMillis(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(duration -> duration.toNanos() / 1e6)
                .orElse(0.0);
    }

    /** As Linux tells it; 0 elsewhere. */
    private static long residentBytes(long process) throws IOException {
        Path status = Path.of("/proc/" + process + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
