package io.likeness.bench;

import io.likeness.copies.CopyPairVerifier;
import io.likeness.copies.CopyVerifier;
import io.likeness.copies.FeatureExtractor;
import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.Courtesy;
import io.likeness.duplicates.DuplicateParts;
import io.likeness.duplicates.DuplicateProgress;
import io.likeness.duplicates.DuplicateSettings;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.duplicates.RunState;
import io.likeness.embedding.Embedding;
import io.likeness.image.FeatureStore;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewStore;
import io.likeness.index.Attributes;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How long a search for duplicates takes over synthetic records. A share of them is near the one before: every third of those is a copy of it, the others look alike and are
 * other pictures. Vectors and records are synthetic, the previews that are compared are drawn, and their features are either there, as they are once a
 * server was idle for a while after an import, or computed when they are first needed.
 */
public final class DuplicatesThroughput {
    private static final int DIMENSION = 256;
    private static final int GROUP = 1000;
    private static final int DRAWN = 200;
    private static final double NEAR = 0.9;
    /** Of so many that are near another one, one is its copy. */
    private static final int COPY_OF = 3;

    /** A preview of 384 × 288 px. */
    private static final double MEGAPIXELS = 0.11;

    private DuplicatesThroughput() {}

    /** Arguments: pictures (100,000), the share of them that is near the one before (0.2), and {@code cold} where features are not there. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        double share = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.2;
        Path folder = Files.createTempDirectory("likeness-duplicates");
        try {
            measure(folder, pictures, share, arguments.length > 2 && arguments[2].equals("cold"));
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private static void measure(Path folder, int pictures, double share, boolean cold)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("index"));
        LuceneVectorIndex index = LuceneVectorIndex.open(
                folder.resolve("index"), DIMENSION, LuceneSettings.DEFAULT, InstantSource.system());
        fill(index, pictures, share);
        DrawnPreviews previews = new DrawnPreviews();
        ImageLibrary library =
                new ImageLibrary(index, previews, cold ? FeatureStore.NOWHERE : new PreparedFeatures(previews));
        try (ImageCollections collections =
                        ImageCollections.open(folder.resolve("collections"), library, _ -> library);
                CollectionDuplicates all = CollectionDuplicates.open(
                        folder,
                        collections,
                        new DuplicateParts(
                                new byte[32],
                                new CopyPairVerifier(CopyVerifier.of(Optional.empty())),
                                DuplicateSettings.usual(Runtime.getRuntime().availableProcessors()),
                                Courtesy.NONE,
                                InstantSource.system()))) {
            LibraryDuplicates duplicates = all.get(ImageCollections.DEFAULT);
            long begun = System.nanoTime();
            long cpu = processorNanos();
            duplicates.start(duplicates.lastRequest(), false);
            DuplicateProgress end = duplicates.await(Duration.ofSeconds(20));
            while (end.state() == RunState.RUNNING) {
                System.out.printf("%d of %d, %.0f a second%n", end.finished(), end.total(), end.picturesPerSecond());
                end = duplicates.await(Duration.ofSeconds(20));
            }
            tell(end, System.nanoTime() - begun, processorNanos() - cpu);
        }
    }

    private static void tell(DuplicateProgress end, long wall, long cpu) {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%s: %d pictures in %.0f s, %.2f ms of processor time each, %d pairs, %d MiB of heap at the end, %d MiB at most%n",
                end.state(), end.looked(), wall / 1e9, cpu / 1e6 / end.looked(), end.pairs(), used >> 20, peak() >> 20);
    }

    /** The most bytes of heap that were in use at once. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void fill(LuceneVectorIndex index, int pictures, double share) {
        Random random = new Random(1);
        List<IndexEntry> entries = new ArrayList<>();
        float[] last = vector(random);
        int drawing = 0;
        for (int i = 0; i < pictures; i++) {
            boolean near = i % 2 == 1 && random.nextDouble() < share;
            last = near ? near(last, random) : vector(random);
            drawing = near && random.nextInt(COPY_OF) == 0 ? drawing : random.nextInt(DRAWN);
            // Says which drawing is its preview.
            String digest = HexFormat.of().toHexDigits((long) i).repeat(3)
                    + HexFormat.of().toHexDigits((long) drawing);
            entries.add(new IndexEntry(
                    new NewImage(
                            "synthetic/" + i,
                            new ImageDigest(digest),
                            new ImageHeader(ImageType.JPEG, 800, 600),
                            Attributes.NONE),
                    Embedding.normalised(last)));
            if (entries.size() == GROUP || i == pictures - 1) {
                index.putAll(entries);
                entries.clear();
            }
        }
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static float[] near(float[] other, Random random) {
        float[] vector = vector(random);
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (NEAR * other[i] + Math.sqrt(1 - NEAR * NEAR) * vector[i]);
        }
        return vector;
    }

    /** A few drawn previews, of which every content has one. */
    private static final class DrawnPreviews implements PreviewStore {
        private final List<byte[]> drawn = new ArrayList<>();

        DrawnPreviews() {
            for (int i = 0; i < DRAWN; i++) {
                drawn.add(GeneratedPictures.jpeg(MEGAPIXELS, i));
            }
        }

        @Override
        public void put(ImageDigest digest, byte[] jpeg) {
            throw new UnsupportedOperationException("nothing is added while it is measured");
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.of(drawn.get(drawing(digest)));
        }

        /** The number of the drawing that a content shows. */
        static int drawing(ImageDigest digest) {
            String sha256 = digest.sha256();
            return Integer.parseInt(sha256, sha256.length() - 8, sha256.length(), 16);
        }

        @Override
        public void delete(ImageDigest digest) {}

        @Override
        public void close() {}
    }

    /** The features of the drawings, kept in memory as they are in files. */
    private static final class PreparedFeatures implements FeatureStore {
        private final List<byte[]> features;

        PreparedFeatures(DrawnPreviews previews) {
            FeatureExtractor extractor = new FeatureExtractor();
            this.features = previews.drawn.stream()
                    .map(preview -> extractor.extract(preview).encode())
                    .toList();
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.of(features.get(DrawnPreviews.drawing(digest)));
        }

        @Override
        public void put(ImageDigest digest, byte[] encoded) {
            throw new UnsupportedOperationException("all are there");
        }

        @Override
        public void delete(ImageDigest digest) {}
    }
}
