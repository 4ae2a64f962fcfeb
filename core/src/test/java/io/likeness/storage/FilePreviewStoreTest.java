package io.likeness.storage;

import static io.likeness.storage.Jpegs.digest;
import static io.likeness.storage.Jpegs.jpeg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.IndexProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePreviewStoreTest {
    @TempDir
    Path folder;

    private FilePreviewStore store;

    @BeforeEach
    void open() {
        store = FilePreviewStore.open(folder);
    }

    private Path file(ImageDigest digest) {
        return folder.resolve(digest.sha256().substring(0, 2)).resolve(digest.sha256() + ".jpg");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void put_preview_isTheOnlyFileAndIsAnswered() throws IOException {
        store.put(digest("a"), jpeg("a"));
        assertThat(files()).containsExactly(file(digest("a")));
        assertThat(store.get(digest("a")))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(jpeg("a")));
        assertThat(store.get(digest("b"))).isEmpty();
    }

    @Test
    void put_storedIntact_keepsTheFile() throws IOException {
        store.put(digest("a"), jpeg("a"));
        FileTime long0 = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file(digest("a")), long0);
        store.put(digest("a"), jpeg("other"));
        assertThat(stored("a")).isEqualTo(jpeg("a"));
        assertThat(Files.getLastModifiedTime(file(digest("a")))).isEqualTo(long0);
    }

    @Test
    void put_storedDamaged_replacesTheFile() throws IOException {
        for (byte[] damaged :
                new byte[][] {{}, {(byte) 0xFF, (byte) 0xD8}, "no JPEG at all".getBytes(StandardCharsets.US_ASCII)}) {
            Files.write(file(digest("a")), damaged);
            store.put(digest("a"), jpeg("a"));
            assertThat(stored("a")).isEqualTo(jpeg("a"));
        }
    }

    @Test
    void put_sameDigestFromManyThreads_leavesOneWholeFile() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> puts = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                puts.add(threads.submit(() -> store.put(digest("a"), jpeg("a"))));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        }
        assertThat(files()).containsExactly(file(digest("a")));
        assertThat(stored("a")).isEqualTo(jpeg("a"));
    }

    @Test
    void put_diskRefuses_isUnavailableAndLeavesNothing() throws IOException {
        Path directory = folder.resolve(digest("a").sha256().substring(0, 2));
        Files.delete(directory);
        Files.createFile(directory);
        assertThatThrownBy(() -> store.put(digest("a"), jpeg("a")))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll("preview cannot be written", "likeness.data");
        assertThat(files()).containsExactly(directory);
    }

    @Test
    void open_afterAnother_findsWhatWasStored() {
        store.put(digest("a"), jpeg("a"));
        assertThat(FilePreviewStore.open(folder).get(digest("a"))).isPresent();
    }

    @Test
    void delete_storedOrNot_leavesNone() {
        store.put(digest("a"), jpeg("a"));
        store.delete(digest("a"));
        store.delete(digest("a"));
        assertThat(store.get(digest("a"))).isEmpty();
    }

    @Test
    void sweep_leftovers_deletesTemporariesAndShowsPreviews() throws IOException {
        store.put(digest("a"), jpeg("a"));
        store.put(digest("b"), jpeg("b"));
        Path stray = Files.createFile(file(digest("a")).resolveSibling("Thumbs.db"));
        Files.createFile(file(digest("a")).resolveSibling(digest("a") + ".0123456789abcdef-1f.tmp"));
        List<ImageDigest> seen = new ArrayList<>();
        assertThat(store.sweep(digest -> {
                    seen.add(digest);
                    if (digest.equals(digest("b"))) {
                        store.delete(digest);
                    }
                }))
                .isTrue();
        assertThat(seen).containsExactlyInAnyOrder(digest("a"), digest("b"));
        assertThat(files()).containsExactlyInAnyOrder(file(digest("a")), stray);
    }

    @Test
    void sweep_whileOthersPut_disturbsNone() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> putting = threads.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    store.put(digest("p" + i), jpeg("p" + i));
                }
            });
            while (!putting.isDone()) {
                store.sweep(digest -> {});
            }
            putting.get();
        }
        assertThat(files()).hasSize(60);
    }

    @Test
    void sweep_closedMeanwhile_endsAndSaysSo() {
        store.put(digest("a"), jpeg("a"));
        store.put(digest("b"), jpeg("b"));
        List<ImageDigest> seen = new ArrayList<>();
        assertThat(store.sweep(digest -> {
                    seen.add(digest);
                    store.close();
                }))
                .isFalse();
        assertThat(seen).hasSize(1);
    }

    @Test
    void check_missingAndTorn_areNamed() throws IOException {
        store.put(digest("a"), jpeg("a"));
        Files.write(file(digest("b")), new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 0, 0});
        List<IndexProblem> problems = store.check(List.of(digest("a"), digest("b"), digest("c")));
        assertThat(problems)
                .extracting(IndexProblem::where)
                .containsExactly(file(digest("b")).toString(), file(digest("c")).toString());
        assertThat(problems).extracting(IndexProblem::what).containsExactly("is no whole JPEG", "is missing");
    }

    @Test
    void check_anyByteChanged_isNamed() throws IOException {
        store.put(digest("a"), jpeg("a picture"));
        byte[] sound = Files.readAllBytes(file(digest("a")));
        for (int at = 0; at < sound.length; at++) {
            for (int other : new int[] {1, 0x80, 0xFF}) {
                byte[] changed = sound.clone();
                changed[at] ^= (byte) other;
                Files.write(file(digest("a")), changed);
                assertThat(store.check(List.of(digest("a"))))
                        .as("byte %d changed by %d", at, other)
                        .extracting(IndexProblem::where)
                        .containsExactly(file(digest("a")).toString());
            }
        }
    }

    @Test
    void check_ofAnEarlierVersion_asksWhetherItDecodes() throws IOException {
        byte[] plain = HexFormat.of().parseHex("ffd8ffe000104a46494600010101004800480000ffd9");
        Files.write(file(digest("a")), plain);

        assertThat(store.get(digest("a"))).hasValue(plain);
        assertThat(store.check(List.of(digest("a")), jpeg -> true)).isEmpty();
        assertThat(store.check(List.of(digest("a")), jpeg -> false))
                .extracting(IndexProblem::what)
                .containsExactly("cannot be decoded");
    }

    private byte[] stored(String content) throws IOException {
        return PreviewSeal.open(Files.readAllBytes(file(digest(content))));
    }

    @Test
    void calls_closed_areUnavailable() {
        store.close();
        assertThatThrownBy(() -> store.put(digest("a"), jpeg("a"))).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> store.get(digest("a"))).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> store.delete(digest("a"))).isInstanceOf(Failure.Unavailable.class);
    }
}
