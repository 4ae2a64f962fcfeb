package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.Pictures;
import io.likeness.index.testkit.crash.CrashableFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.lucene.store.NIOFSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changes, stopped at a random step of the file system, also in the middle of opening and while tables move to Lucene; then the index is opened
 * on what a disk would hold. {@code -Dlikeness.crash.rounds} says how often, {@code -Dlikeness.crash.seed} repeats a failure.
 */
class LuceneVectorIndexCrashTest {
    private static final int ROUNDS = Integer.getInteger("likeness.crash.rounds", 30);
    private static final long SEED = Long.getLong("likeness.crash.seed", 20261122);
    private static final LuceneSettings SETTINGS =
            LuceneSettings.DEFAULT.withTableRecords(25).withDirectories(NIOFSDirectory::new);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void powerCut_oneWriter_losesNothingAcknowledged() throws IOException {
        run(1, false);
    }

    @Test
    void powerCut_threeWriters_losesNothingAcknowledged() throws IOException {
        run(3, false);
    }

    @Test
    void faultsThenPowerCut_oneWriter_losesNothingAndHalfAppliesNothing() throws IOException {
        run(1, true);
    }

    private void run(int threads, boolean faults) throws IOException {
        Random random = new Random(SEED);
        CrashableFileSystem disk = CrashableFileSystem.create(folder);
        List<CrashedWriter> writers = writers(threads, random);
        for (int round = 0; round < ROUNDS; round++) {
            String where = "seed " + SEED + ", round " + round;
            if (random.nextInt(10) == 0) {
                disk.close();
                disk = CrashableFileSystem.create(folder);
                writers = writers(threads, random);
            }
            // Opening takes some dozen steps, a change three, and a table's way to Lucene about a hundred.
            disk.powerOffAfter(random.nextInt(random.nextBoolean() ? 60 : 700));
            change(disk, writers, faults ? random : null, where);
            disk = random.nextInt(3) == 0 ? disk.crash() : disk.crash(random);
            verify(disk, writers, where);
        }
        disk.close();
    }

    private static List<CrashedWriter> writers(int threads, Random random) {
        List<CrashedWriter> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            writers.add(new CrashedWriter("t" + i + "-", random.nextLong()));
        }
        return writers;
    }

    private static void change(
            CrashableFileSystem disk, List<CrashedWriter> writers, @Nullable Random faults, String where) {
        VectorIndex index;
        try {
            index = open(disk);
        } catch (Failure.Unavailable e) {
            assertThat(disk.isOpen()).as(where).isFalse();
            return;
        }
        if (faults == null) {
            together(writers, writer -> {
                while (disk.isOpen()) {
                    writer.step(index);
                }
            });
        } else {
            changeWithFaults(disk, index, writers.getFirst(), faults, where);
        }
        index.close();
    }

    private static void changeWithFaults(
            CrashableFileSystem disk, VectorIndex index, CrashedWriter writer, Random faults, String where) {
        while (disk.isOpen()) {
            switch (faults.nextInt(12)) {
                case 0 -> disk.failWritesAfter(faults.nextInt(40));
                case 1 -> disk.failForcesAfter(faults.nextInt(20));
                case 2, 3, 4 -> disk.heal();
                default -> {
                    if (!writer.step(index) && disk.isOpen()) {
                        disk.heal();
                        verifyOpen(disk, index, writer, where);
                        awaitHealth(disk, index, writer, where);
                    }
                }
            }
        }
    }

    private static void verifyOpen(CrashableFileSystem disk, VectorIndex index, CrashedWriter writer, String where) {
        try {
            writer.verifyOpen(all(index), where);
        } catch (Failure.Unavailable e) {
            // The power may go while it is read, as the index works in the background.
            assertThat(disk.isOpen()).as(where + ": " + e.getMessage()).isFalse();
        }
    }

    /** Where only the disk failed, the index takes changes again when it works. */
    private static void awaitHealth(CrashableFileSystem disk, VectorIndex index, CrashedWriter writer, String where) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!writer.step(index) && disk.isOpen()) {
            assertThat(System.nanoTime()).as(where + ": not healed").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void verify(CrashableFileSystem disk, List<CrashedWriter> writers, String where) {
        try (VectorIndex index = open(disk)) {
            List<ImageRecord> all = all(index);
            writers.forEach(writer -> writer.verifyAfterCrash(all, where));
            assertThat(index.count()).as(where).isEqualTo(all.size());
            assertThat(index.check()).as(where).isEmpty();
            for (ImageRecord record : all.subList(0, Math.min(all.size(), 10))) {
                assertThat(index.find(record.key(), record.digest())).as(where).contains(record);
                SearchQuery query =
                        new SearchQuery(CrashedWriter.embedding(record.key(), contentOf(record)), all.size());
                assertThat(index.search(query))
                        .as(where)
                        .hasSameSizeAs(all)
                        .first()
                        .satisfies(best -> assertThat(best.score()).isGreaterThan(0.999999));
            }
        }
    }

    private static long contentOf(ImageRecord record) {
        for (long content = 0; content < 5; content++) {
            if (Pictures.digest(content).equals(record.digest())) {
                return content;
            }
        }
        throw new AssertionError("no content of this test: " + record);
    }

    private static List<ImageRecord> all(VectorIndex index) {
        return index.list(new ListQuery(ListQuery.Order.OLDEST, null, ListQuery.MAX_LIMIT));
    }

    private static VectorIndex open(CrashableFileSystem disk) {
        return LuceneVectorIndex.open(
                disk.root().resolve("index"), CrashedWriter.DIMENSION, SETTINGS, InstantSource.system());
    }

    private static void together(List<CrashedWriter> writers, Consumer<CrashedWriter> work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CrashedWriter writer : writers) {
            all.add(CompletableFuture.runAsync(() -> work.accept(writer), Thread::startVirtualThread));
        }
        all.forEach(CompletableFuture::join);
    }
}
