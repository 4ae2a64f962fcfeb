package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
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
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the index forces its writes, and what it does while the disk does not take them. */
class LuceneVectorIndexDiskTest {
    private static final int DIMENSION = 4;
    private static final LuceneSettings SETTINGS = LuceneSettings.DEFAULT.withDirectories(NIOFSDirectory::new);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CrashableFileSystem disk;

    @SuppressWarnings("NullAway.Init")
    private VectorIndex index;

    private final Random random = new Random(5);
    private int contents;

    @BeforeEach
    void open() throws IOException {
        disk = CrashableFileSystem.create(folder);
        index = open(SETTINGS);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        disk.close();
    }

    private VectorIndex open(LuceneSettings settings) {
        return LuceneVectorIndex.open(disk.root().resolve("index"), DIMENSION, settings, InstantSource.system());
    }

    @Test
    void loneChanges_force_onceEach() {
        long before = disk.forces();

        ImageRecord record = put();
        assertThat(disk.forces() - before).isEqualTo(1);
        index.update(record.id(), old -> Attributes.ofImgPath("a"));
        assertThat(disk.forces() - before).isEqualTo(2);
        index.deleteIds(List.of(record.id()));
        assertThat(disk.forces() - before).isEqualTo(3);
    }

    @Test
    void callsThatChangeNothing_force_never() {
        ImageRecord record = put();
        long before = disk.forces();

        index.update(record.id(), old -> old);
        index.deleteIds(List.of(record.id() + 1));
        index.deleteKeys(List.of("unknown"));
        index.putAll(List.of());
        index.put(Pictures.entry(record.key(), contents - 1, Pictures.randomEmbedding(DIMENSION, random)));

        assertThat(disk.forces() - before).isZero();
    }

    @Test
    void concurrentChanges_force_together() {
        long before = disk.forces();

        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 32; writer++) {
            String key = "writer" + writer;
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 40; i++) {
                            index.put(Pictures.entry(key, i, Pictures.randomEmbedding(DIMENSION, new Random(i))));
                        }
                    },
                    Thread::startVirtualThread));
        }
        writers.forEach(CompletableFuture::join);

        assertThat(index.count()).isEqualTo(32 * 40);
        assertThat(disk.forces() - before).isLessThan(32 * 40 / 2);
    }

    @Test
    void change_diskFull_failsChangesNothingAndHeals() throws IOException {
        ImageRecord record = put();
        disk.failWritesAfter(0);

        assertThatThrownBy(this::put)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("likeness.data");
        assertThatThrownBy(() -> index.deleteIds(List.of(record.id()))).isInstanceOf(Failure.Unavailable.class);
        assertHoldsOnly(record);

        disk.heal();
        ImageRecord second = put();
        assertThat(second.id()).isEqualTo(record.id() + 1);
        crashAndOpen(SETTINGS);
        assertHoldsOnly(record, second);
    }

    @Test
    void change_forceFails_failsAndNeverComesBack() throws IOException {
        List<ImageRecord> records = new ArrayList<>();
        for (int seed = 0; seed < 30; seed++) {
            records.add(put());
            disk.failForcesAfter(0);
            assertThatThrownBy(this::put)
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("Input/output error");
            disk.heal();
            assertHoldsOnly(records.toArray(ImageRecord[]::new));

            // The one refused may be whole in the old journal; the one after it has its id.
            records.add(put());
            VectorIndex old = index;
            disk = disk.crash(new Random(seed));
            old.close();
            index = open(SETTINGS);
            assertHoldsOnly(records.toArray(ImageRecord[]::new));
        }
    }

    @Test
    void changes_luceneCannotBeWritten_staySafeAreRefusedInTheEndAndGoOn() throws IOException {
        index.close();
        LuceneSettings settings = SETTINGS.withTableRecords(10);
        index = open(settings);
        List<ImageRecord> records = new ArrayList<>();
        // The journal's own writes need no new file until a table is full; then all fails but what fits.
        while (records.size() < 10) {
            records.add(put());
        }
        disk.failWritesAfter(3);
        boolean refused = false;
        while (!refused) {
            try {
                records.add(put());
            } catch (Failure.Unavailable e) {
                refused = true;
            }
        }
        assertHoldsOnly(records.toArray(ImageRecord[]::new));

        disk.heal();
        long end = System.nanoTime() + 20_000_000_000L;
        while (records.size() < 60 && System.nanoTime() < end) {
            try {
                records.add(put());
            } catch (Failure.Unavailable e) {
                Thread.onSpinWait();
            }
        }
        assertThat(records).hasSize(60);
        crashAndOpen(settings);
        assertHoldsOnly(records.toArray(ImageRecord[]::new));
    }

    @Test
    void crash_rightAfterAnAcknowledgement_keepsIt() throws IOException {
        for (int i = 0; i < 20; i++) {
            ImageRecord record = put();
            crashAndOpen(SETTINGS);
            assertThat(index.get(record.id())).contains(record);
        }
        assertThat(index.count()).isEqualTo(20);
    }

    private void crashAndOpen(LuceneSettings settings) throws IOException {
        VectorIndex old = index;
        disk = disk.crash();
        old.close();
        index = open(settings);
    }

    private ImageRecord put() {
        int content = contents++;
        return index.put(Pictures.entry("k" + content, content, Pictures.randomEmbedding(DIMENSION, random)))
                .record();
    }

    private void assertHoldsOnly(ImageRecord... records) {
        assertThat(index.list(new ListQuery(ListQuery.Order.OLDEST, null, 1000)))
                .containsExactly(records);
        assertThat(index.count()).isEqualTo(records.length);
        assertThat(index.check()).isEmpty();
    }
}
