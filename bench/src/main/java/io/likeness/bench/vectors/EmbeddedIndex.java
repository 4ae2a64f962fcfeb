package io.likeness.bench.vectors;

import io.likeness.bench.GeneratedRecords;
import io.likeness.embedding.Embedding;
import io.likeness.index.Hit;
import io.likeness.index.SearchQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.VectorUtil;

/** The index that a server holds, in a process of its own: {@code build|search|stream FOLDER COUNT}. Prints what {@link MeasureIndex} reads. */
public final class EmbeddedIndex {
    private static final int GROUP = 500;
    private static final int[] BEAMS = {20, 30, 45, 70, 100, 150, 225, 350, 500};
    private static final double SECONDS = 3;
    private static final int BATCH = 100;
    private static final int ROUNDS = 5;

    private final VectorFiles files;
    private final Path folder;

    private EmbeddedIndex(VectorFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        EmbeddedIndex index =
                new EmbeddedIndex(VectorFiles.in(folder, Integer.parseInt(arguments[2])), folder.resolve("embedded"));
        switch (arguments[0]) {
            case "build" -> index.build();
            case "search" -> index.search();
            case "stream" -> index.stream();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private LuceneVectorIndex open(Path where, LuceneSettings settings) {
        return LuceneVectorIndex.open(where, ClusteredVectors.DIMENSION, settings, InstantSource.system());
    }

    private void build() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (LuceneVectorIndex index = open(folder, LuceneSettings.DEFAULT)) {
            for (int from = 0; from < files.count(); from += GROUP) {
                index.restoreAll(images(from, Math.min(files.count(), from + GROUP)));
            }
            double stored = (System.nanoTime() - start) / 1e9;
            Processor.awaitMerged();
            System.out.printf(
                    Locale.ROOT,
                    "stored %.1f merged %.1f processor %.1f disk %d%n",
                    stored,
                    (System.nanoTime() - start) / 1e9,
                    Processor.seconds(),
                    mebibytes(folder));
        }
    }

    private static long mebibytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(file -> file.toFile().length()).sum() >> 20;
        }
    }

    private List<StoredImage> images(int from, int to) throws IOException {
        float[][] vectors = files.vectors(from, to);
        List<StoredImage> images = new ArrayList<>();
        for (int i = from; i < to; i++) {
            images.add(GeneratedRecords.of(i, vectors[i - from]));
        }
        return images;
    }

    private void search() throws IOException {
        List<SearchQuery> queries = queries();
        int[][] exact = files.exact();
        System.gc();
        Memory before = Memory.now();
        long start = System.nanoTime();
        try (LuceneVectorIndex index = open(folder, LuceneSettings.DEFAULT.withExactUpTo(0))) {
            index.search(queries.getFirst());
            System.out.printf(Locale.ROOT, "open %.3f%n", (System.nanoTime() - start) / 1e9);
        }
        for (int beam : BEAMS) {
            LuceneSettings.Graph graph = LuceneSettings.Graph.DEFAULT.withSearchBeam(beam);
            try (LuceneVectorIndex index =
                    open(folder, LuceneSettings.DEFAULT.withExactUpTo(0).withGraph(graph))) {
                double recall = recall(index, queries, exact);
                double one = perSecond(index, queries, 1);
                double processor = processorMillis(index, queries);
                double two = perSecond(index, queries, 2);
                System.gc();
                Memory memory = Memory.now().since(before);
                System.out.printf(
                        Locale.ROOT,
                        "beam %d recall %.4f processor %.4f one %.1f two %.1f anonymous %d file %d%n",
                        beam,
                        recall,
                        processor,
                        one,
                        two,
                        memory.anonymous() >> 20,
                        memory.file() >> 20);
            }
        }
    }

    private List<SearchQuery> queries() throws IOException {
        return Arrays.stream(files.queries())
                .map(query -> new SearchQuery(Embedding.ofUnit(query), VectorFiles.HITS))
                .toList();
    }

    private static double recall(LuceneVectorIndex index, List<SearchQuery> queries, int[][] exact) {
        long found = 0;
        for (int q = 0; q < queries.size(); q++) {
            int[] nearest = exact[q];
            for (Hit hit : index.search(queries.get(q))) {
                long number = hit.record().id() - 1;
                found += IntStream.of(nearest).filter(i -> i == number).count();
            }
        }
        return (double) found / queries.size() / VectorFiles.HITS;
    }

    /** Processor time of one search, the least of some rounds: other programs make it longer, too, by what they push out of the caches. */
    private static double processorMillis(LuceneVectorIndex index, List<SearchQuery> queries) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            queries.forEach(index::search);
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least / 1e6 / queries.size();
    }

    private static double perSecond(LuceneVectorIndex index, List<SearchQuery> queries, int threads) {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Thread> running = IntStream.range(0, threads)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() - start < SECONDS * 1e9) {
                        index.search(queries.get(next.getAndIncrement() % queries.size()));
                    }
                }))
                .toList();
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return next.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** Inserts 60 %, then the rest while deleting a third as many of the first, searching all along. */
    private void stream() throws IOException, InterruptedException {
        Path where = folder.resolveSibling("stream");
        List<SearchQuery> queries = queries();
        try (LuceneVectorIndex index = open(where, LuceneSettings.DEFAULT.withExactUpTo(0))) {
            int count = files.count();
            int first = count * 6 / 10;
            for (int from = 0; from < first; from += GROUP) {
                index.restoreAll(images(from, Math.min(first, from + GROUP)));
            }
            Searcher searcher = new Searcher(index, queries);
            long start = System.nanoTime();
            double processor = Processor.seconds();
            int deleted = 0;
            for (int from = first; from < count; from += BATCH) {
                index.restoreAll(images(from, Math.min(count, from + BATCH)));
                int until = (int) ((long) (from + BATCH - first) * count / 5 / (count - first));
                List<Long> ids = IntStream.range(deleted, until)
                        .mapToObj(i -> 3L * i + 1)
                        .toList();
                index.deleteIds(ids);
                deleted = until;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            searcher.stop();
            int gone = deleted;
            System.out.printf(
                    Locale.ROOT,
                    "stream %.1f added %.1f deleted %.1f searches %.1f p50 %.2f p99 %.2f processor %.1f%n",
                    seconds,
                    (count - first) / seconds,
                    deleted / seconds,
                    searcher.count() / seconds,
                    searcher.millis(0.5),
                    searcher.millis(0.99),
                    Processor.seconds() - processor);
            System.out.printf(Locale.ROOT, "live-recall %.4f%n", liveRecall(index, queries, gone));
        }
    }

    private double liveRecall(LuceneVectorIndex index, List<SearchQuery> queries, int gone) throws IOException {
        float[][] all = files.vectors(0, files.count());
        AtomicLong found = new AtomicLong();
        IntStream.range(0, queries.size()).parallel().forEach(q -> {
            Nearest nearest = new Nearest(VectorFiles.HITS);
            float[] query = queries.get(q).embedding().toArray();
            for (int i = 0; i < all.length; i++) {
                if (i % 3 != 0 || i / 3 >= gone) {
                    nearest.offer(i, VectorUtil.dotProduct(query, all[i]));
                }
            }
            for (Hit hit : index.search(queries.get(q))) {
                found.addAndGet(IntStream.of(nearest.numbers())
                        .filter(i -> i == hit.record().id() - 1)
                        .count());
            }
        });
        return (double) found.get() / queries.size() / VectorFiles.HITS;
    }
}
