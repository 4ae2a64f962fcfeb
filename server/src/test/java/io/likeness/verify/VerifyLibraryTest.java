package io.likeness.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.copies.FeatureExtractor;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.imports.FolderItems;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSettings;
import io.likeness.imports.ImportSource;
import io.likeness.imports.ImportState;
import io.likeness.imports.ImportTarget;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;
import io.likeness.library.ImageLibrary;
import io.likeness.storage.FileFeatureStore;
import io.likeness.testing.RandomLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library as a killed server leaves it: segments of several ages, journals, two collections. */
class VerifyLibraryTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    private static Path folder;

    private static RandomLibrary library;

    @BeforeAll
    static void fill() throws IOException {
        Path data = folder.resolve("data");
        try (RandomLibrary first = RandomLibrary.open(data, SEED)) {
            first.collections().create("second");
            first.add("default", 5500);
            first.add("second", 300);
        }
        try (RandomLibrary again = RandomLibrary.open(data, SEED + 1)) {
            again.collections().get("default").index().deleteIds(List.of(3L, 77L));
        }
        importSomething(data);
        library = RandomLibrary.open(data, SEED + 2);
        library.add("default", 200);
        library.collections().get("default").index().deleteIds(List.of(5L));
        library.collections().get("second").index().deleteIds(List.of(9L));
        features(data);
        // As a killed server leaves it: the copy is taken while the library is open.
        copy(data, folder.resolve("killed"));
    }

    private static void features(Path data) {
        ImageLibrary first = library.collections().get("default");
        ImageDigest digest = first.index().get(1).orElseThrow().digest();
        byte[] preview = first.previews().get(digest).orElseThrow();
        new FileFeatureStore(data.resolve("features"))
                .put(digest, new FeatureExtractor().extract(preview).encode());
    }

    /** Leaves the folder of an import of which one file was no picture and one failed. */
    private static void importSomething(Path data) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("broken 图.jpg"), "x");
        Files.writeString(source.resolve("notes.txt"), "x");
        try (ImportJobs jobs = ImportJobs.open(
                data.resolve("imports"),
                new NoPictures(),
                request -> FolderItems.open(source, null, _ -> EncodedImage.of(new byte[] {1})),
                new ImportSettings(1, 1, 1 << 20, 1 << 20, Duration.ofSeconds(1)),
                InstantSource.system())) {
            String id = jobs.start(new ImportRequest(
                            "default",
                            new ImportSource.Folder(source),
                            ImportRequest.KeyFrom.NAME,
                            Map.of("tag", "value"),
                            null))
                    .id();
            while (jobs.get(id).orElseThrow().state() == ImportState.RUNNING) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class NoPictures implements ImportTarget {
        @Override
        public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
            throw new Failure.UnsupportedImage("it is no picture");
        }

        @Override
        public void moved(String collection, long id, String imgPath) {}
    }

    @AfterAll
    static void close() {
        library.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static VerifyReport verify(Path data) {
        return VerifyLibrary.verify(
                data, new OpenCvImageDecoder(1_000_000, new PixelBudget(1_000_000, Duration.ofSeconds(1))));
    }

    /** One file of each kind, for each place where that kind lies. */
    static Stream<String> kinds() throws IOException {
        Path killed = folder.resolve("killed");
        Map<String, String> kinds = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(killed)) {
            tree.filter(Files::isRegularFile)
                    .filter(VerifyLibraryTest::isNotEmpty)
                    .forEach(file -> {
                        String name = file.getFileName().toString();
                        String kind =
                                name.replaceAll("^_[0-9a-z]+(_[^.]*)?", "_").replaceAll("[0-9a-f]{16,}", "#");
                        String place = killed.relativize(file).getName(0).toString();
                        kinds.putIfAbsent(
                                place + " " + kind, killed.relativize(file).toString());
                    });
        }
        kinds.remove("lock lock");
        return kinds.values().stream();
    }

    private static boolean isNotEmpty(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void byteFlipped_inAnyKindOfFile_isNamed(String relative) throws IOException {
        Path file = folder.resolve("killed").resolve(relative);
        byte[] sound = Files.readAllBytes(file);
        int[] places = {0, 5, sound.length / 3, sound.length / 2, sound.length - 5, sound.length - 1};
        for (int at : places) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            try {
                VerifyReport report = verify(folder.resolve("killed"));
                assertThat(report.problems())
                        .as("byte %d of %s, seed %d", at, relative, SEED)
                        .isNotEmpty()
                        .anyMatch(problem ->
                                (problem.where() + problem.what()).contains(String.valueOf(file.getFileName())))
                        .allMatch(problem -> !problem.remedy().isBlank());
            } finally {
                Files.write(file, sound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void file_missing_isNamed(String relative) throws IOException {
        Path file = folder.resolve("killed").resolve(relative);
        byte[] sound = Files.readAllBytes(file);
        Files.delete(file);
        try {
            VerifyReport report = verify(folder.resolve("killed"));
            // Without its newest journal a library is what it was before; an import looks again at what it has no note
            // of; features are made again.
            if (!relative.contains("journal-")
                    && !relative.matches("features/.*|imports/.*/(finished.bin|failures.tsv)")) {
                assertThat(report.problems()).as(relative).isNotEmpty();
            }
        } finally {
            Files.write(file, sound);
        }
    }

    @Test
    void soundLibrary_hasNoProblems() throws IOException {
        Path sound = folder.resolve("sound");
        copy(folder.resolve("killed"), sound);

        VerifyReport report = verify(sound);

        assertThat(report.problems()).isEmpty();
        assertThat(report.pictures()).isEqualTo(Map.of("default", 5697L, "second", 299L));
        assertThat(report.previews()).isEqualTo(80);
        // Looking has changed nothing that is stored.
        assertThat(verify(sound)).isEqualTo(report);
        RandomLibrary.open(sound, SEED).close();
    }

    @Test
    void previewWithoutAPicture_isNotedOnly() throws IOException {
        Path sound = folder.resolve("orphan");
        copy(folder.resolve("killed"), sound);
        String name = "ab".repeat(32);
        Files.write(sound.resolve("previews/ab/" + name + ".jpg"), new byte[] {1});

        VerifyReport report = verify(sound);

        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains(name));
    }

    @Test
    void libraryInUse_isRefused() {
        assertThatThrownBy(() -> verify(folder.resolve("data")))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("in use");
    }

    @Test
    void noLibrary_isNotFound() {
        assertThatThrownBy(() -> verify(folder.resolve("none"))).isInstanceOf(Failure.NotFound.class);
    }
}
