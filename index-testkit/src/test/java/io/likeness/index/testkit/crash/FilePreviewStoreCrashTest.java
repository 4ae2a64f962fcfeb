package io.likeness.index.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePreviewStoreCrashTest {
    private static final int ROUNDS = 300;
    private static final int BOOTS = 3;
    private static final int THREADS = 3;
    private static final int CONTENTS = 24;

    @TempDir
    Path folder;

    private static ImageDigest digest(int content) {
        return EncodedImage.of(new byte[] {(byte) content}).digest();
    }

    private static byte[] jpeg(int content) {
        byte[] bytes = new byte[600 + 100 * content];
        new SplittableRandom(content).nextBytes(bytes);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[bytes.length - 2] = (byte) 0xFF;
        bytes[bytes.length - 1] = (byte) 0xD9;
        return bytes;
    }

    private static FilePreviewStore open(CrashableFileSystem disk) throws IOException {
        DurableFiles.createDirectories(disk.root().resolve("previews"));
        return FilePreviewStore.open(disk.root().resolve("previews"));
    }

    private static List<String> files(CrashableFileSystem disk) throws IOException {
        try (Stream<Path> all = Files.walk(disk.root())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    @Test
    void put_returned_isThereAfterACrash() throws IOException {
        CrashableFileSystem before = CrashableFileSystem.create(folder);
        open(before).put(digest(1), jpeg(1));
        try (CrashableFileSystem after = before.crash()) {
            assertThat(open(after).get(digest(1)))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(jpeg(1)));
        }
    }

    @Test
    void putAndDelete_powerOffAtAnyMoment_losesNothingAcknowledgedAndTearsNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            new Round(new SplittableRandom(round), "seed " + round).run(folder);
        }
    }

    /** Several lives of one store, each ended by a power cut. */
    private static final class Round {
        private final SplittableRandom random;
        private final String name;
        private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

        Round(SplittableRandom random, String name) {
            this.random = random;
            this.name = name;
        }

        void run(Path folder) throws Exception {
            CrashableFileSystem disk = CrashableFileSystem.create(folder);
            for (int boot = 0; boot < BOOTS; boot++) {
                disk.powerOffAfter(random.nextLong(boot == 0 ? 600 : 100));
                use(disk);
                disk = disk.crash(random);
                check(disk);
            }
            disk.close();
        }

        private void use(CrashableFileSystem disk) throws Exception {
            FilePreviewStore store;
            try {
                store = open(disk);
            } catch (IOException | Failure.Unavailable e) {
                return;
            }
            List<Future<?>> workers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int thread = 0; thread < THREADS; thread++) {
                    SplittableRandom own = random.split();
                    int offset = thread;
                    workers.add(threads.submit(() -> work(store, own, offset)));
                }
            }
            for (Future<?> worker : workers) {
                assertThatThrownBy(worker::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(Failure.Unavailable.class);
            }
        }

        /** Each thread has contents of its own, since what is acknowledged is only known then. */
        private void work(FilePreviewStore store, RandomGenerator own, int offset) {
            while (true) {
                int content = own.nextInt(CONTENTS / THREADS) * THREADS + offset;
                if (own.nextInt(4) == 0) {
                    acknowledged.remove(content);
                    store.delete(digest(content));
                } else {
                    store.put(digest(content), jpeg(content));
                    acknowledged.add(content);
                }
            }
        }

        private void check(CrashableFileSystem disk) throws IOException {
            FilePreviewStore store = open(disk);
            for (int content = 0; content < CONTENTS; content++) {
                Optional<byte[]> found = store.get(digest(content));
                if (acknowledged.contains(content)) {
                    assertThat(found).as("%s: acknowledged %d", name, content).isPresent();
                }
                int expected = content;
                found.ifPresent(bytes ->
                        assertThat(bytes).as("%s: bytes of %d", name, expected).isEqualTo(jpeg(expected)));
            }
            Set<ImageDigest> wanted = new HashSet<>();
            acknowledged.forEach(content -> wanted.add(digest(content)));
            assertThat(store.check(wanted)).isEmpty();
            assertThat(store.sweep(digest -> {
                        if (!wanted.contains(digest)) {
                            store.delete(digest);
                        }
                    }))
                    .isTrue();
            assertThat(files(disk))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            wanted.stream().map(digest -> digest + ".jpg").toList());
        }
    }

    @Test
    void put_noSpace_isUnavailableAndLeavesNothing() throws IOException {
        try (CrashableFileSystem disk = CrashableFileSystem.create(folder)) {
            FilePreviewStore store = open(disk);
            store.put(digest(1), jpeg(1));
            for (int writes = 0; writes < 2; writes++) {
                disk.failWritesAfter(writes);
                assertThatThrownBy(() -> store.put(digest(2), jpeg(2)))
                        .isInstanceOf(Failure.Unavailable.class)
                        .hasMessageContainingAll("No space left on device", "likeness.data");
                assertThat(files(disk)).containsExactly(digest(1) + ".jpg");
            }
            disk.heal();
            store.put(digest(2), jpeg(2));
            assertThat(store.get(digest(2))).isPresent();
        }
    }

    @Test
    void put_storedByAnotherThatDiedBeforeForcing_isDurable() throws IOException {
        CrashableFileSystem before = CrashableFileSystem.create(folder);
        FilePreviewStore store = open(before);
        before.failForcesAfter(1);
        assertThatThrownBy(() -> store.put(digest(1), jpeg(1))).isInstanceOf(Failure.Unavailable.class);
        before.heal();
        FilePreviewStore next = open(before);
        assertThat(next.get(digest(1))).isPresent();
        next.put(digest(1), jpeg(1));
        try (CrashableFileSystem after = before.crash()) {
            assertThat(open(after).get(digest(1))).isPresent();
        }
    }

    @Test
    void open_foldersCreatedByAnotherThatDied_areDurable() throws IOException {
        CrashableFileSystem before = CrashableFileSystem.create(folder);
        DurableFiles.createDirectories(before.root().resolve("previews"));
        before.failForcesAfter(0);
        assertThatThrownBy(() -> open(before)).isInstanceOf(Failure.Unavailable.class);
        before.heal();
        open(before).put(digest(1), jpeg(1));
        try (CrashableFileSystem after = before.crash()) {
            assertThat(open(after).get(digest(1))).isPresent();
        }
    }
}
