package io.likeness.bench;

import io.likeness.copies.CopyPairVerifier;
import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.Courtesy;
import io.likeness.duplicates.DuplicateParts;
import io.likeness.duplicates.DuplicateProgress;
import io.likeness.duplicates.DuplicateSettings;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.duplicates.RunState;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
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
 * How long a search for duplicates takes over synthetic records: most are alone, a share of them has another one near by whose preview is compared. Vectors
 * and records are synthetic, the previews that are compared are drawn, and nothing of them is kept from one picture to the next but what the search itself
 * keeps.
 */
public final class DuplicatesThroughput {
    private static final int DIMENSION = 256;
    private static final int GROUP = 1000;
    private static final int DRAWN = 200;
    private static final double NEAR = 0.9;

    /** A preview of 384 × 288 px. */
    private static final double MEGAPIXELS = 0.11;

    private DuplicatesThroughput() {}

    /** Arguments: pictures (100,000), and the share of them that has another one near by (0.2). */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        double share = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.2;
        Path folder = Files.createTempDirectory("likeness-duplicates");
        try {
            measure(folder, pictures, share);
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private static void measure(Path folder, int pictures, double share) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("index"));
        LuceneVectorIndex index = LuceneVectorIndex.open(
                folder.resolve("index"), DIMENSION, LuceneSettings.DEFAULT, InstantSource.system());
        fill(index, pictures, share);
        ImageLibrary library = new ImageLibrary(index, new DrawnPreviews());
        ModelFingerprint model = new ModelFingerprint("synthetic", "0", DIMENSION);
        try (ImageCollections collections =
                        ImageCollections.open(folder.resolve("collections"), library, _ -> library);
                CollectionDuplicates all = CollectionDuplicates.open(
                        folder,
                        collections,
                        new DuplicateParts(
                                new byte[32],
                                new CopyPairVerifier(model),
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
                "%s: %d pictures in %.0f s, %.2f ms of processor time each, %d pairs, %d MiB of heap at the end%n",
                end.state(), end.looked(), wall / 1e9, cpu / 1e6 / end.looked(), end.pairs(), used >> 20);
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
        for (int i = 0; i < pictures; i++) {
            boolean near = i % 2 == 1 && random.nextDouble() < share;
            last = near ? near(last, random) : vector(random);
            String digest = HexFormat.of().toHexDigits((long) i).repeat(4);
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
            return Optional.of(drawn.get(Math.floorMod(digest.hashCode(), DRAWN)));
        }

        @Override
        public void delete(ImageDigest digest) {}

        @Override
        public void close() {}
    }
}
