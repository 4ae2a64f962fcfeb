package io.likeness.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.SearchQuery;
import io.likeness.library.ImageLibrary;
import io.likeness.onnx.ModelBundle;
import io.likeness.testing.RandomLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path folder;

    private Path archive() {
        return folder.resolve("library.tar");
    }

    private void export(RandomLibrary library) {
        try (OutputStream out = Files.newOutputStream(archive())) {
            ArchiveWriter.write(
                    library.collections(),
                    () -> ModelBundle.builtIn().fingerprint(),
                    folder.resolve("data/model"),
                    "0.1.0",
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ImageRecord> all(ImageLibrary library) {
        List<ImageRecord> records = new ArrayList<>();
        ListQuery.Position after = null;
        while (true) {
            List<ImageRecord> page = library.index().list(new ListQuery(Order.OLDEST, after, 1000));
            records.addAll(page);
            if (page.size() < 1000) {
                return records;
            }
            after = ListQuery.Position.of(page.getLast());
        }
    }

    @Test
    void restore_elsewhere_answersIdentically() {
        try (RandomLibrary library = RandomLibrary.open(folder.resolve("data"), SEED)) {
            library.collections().create("second");
            library.collections().create("empty");
            library.add("default", 700);
            library.add("second", 250);
            // Gaps in the ids.
            library.collections().get("default").index().deleteIds(List.of(1L, 400L, 699L));
            export(library);

            Map<String, Long> restored = RestoreLibrary.restore(archive(), folder.resolve("else/where"), "0.1.0");

            assertThat(restored).isEqualTo(Map.of("default", 697L, "empty", 0L, "second", 250L));
            try (RandomLibrary other = RandomLibrary.open(folder.resolve("else/where"), SEED)) {
                for (String name : restored.keySet()) {
                    ImageLibrary here = library.collections().get(name);
                    ImageLibrary there = other.collections().get(name);
                    assertThat(all(there)).isEqualTo(all(here));
                    for (int i = 0; i < 20; i++) {
                        SearchQuery query = new SearchQuery(library.vector(), 50);
                        List<Hit> expected = here.index().search(query);
                        assertThat(there.index().search(query))
                                .as("seed %d", SEED)
                                .isEqualTo(expected);
                    }
                    for (ImageRecord record :
                            all(here).subList(0, Math.min(50, all(here).size()))) {
                        assertThat(there.previews().get(record.digest()).orElseThrow())
                                .isEqualTo(here.previews().get(record.digest()).orElseThrow());
                    }
                }
                // Ids are not given twice.
                other.add("default", 1);
                assertThat(all(other.collections().get("default")).getLast().id())
                        .isGreaterThan(700);
            }
        }
        assertThat(folder.resolve("else/.where.restoring")).doesNotExist();
    }

    @Test
    void write_whileOthersAddAndDelete_holdsWhatStays() throws InterruptedException {
        try (RandomLibrary library = RandomLibrary.open(folder.resolve("data"), SEED)) {
            library.add("default", 3000);
            ImageLibrary pictures = library.collections().get("default");
            Set<Long> stay = new HashSet<>();
            all(pictures).stream()
                    .map(ImageRecord::id)
                    .filter(id -> id % 3 != 0)
                    .forEach(stay::add);
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                for (long id = 3000; id > 0 && !done.get(); id -= 3) {
                    pictures.index().deleteIds(List.of(id));
                    library.add("default", 1);
                }
            });
            export(library);
            done.set(true);
            writer.join();

            Map<String, Long> restored = RestoreLibrary.restore(archive(), folder.resolve("copy"), "0.1.0");
            try (RandomLibrary copy = RandomLibrary.open(folder.resolve("copy"), SEED)) {
                List<ImageRecord> found = all(copy.collections().get("default"));
                assertThat(restored).isEqualTo(Map.of("default", (long) found.size()));
                Set<Long> ids = new HashSet<>();
                for (ImageRecord record : found) {
                    ids.add(record.id());
                    Embedding vector = copy.collections()
                            .get("default")
                            .index()
                            .embedding(record.id())
                            .orElseThrow();
                    pictures.index()
                            .embedding(record.id())
                            .ifPresent(original -> assertThat(vector).isEqualTo(original));
                }
                assertThat(ids).as("seed %d", SEED).containsAll(stay);
            }
        }
    }

    @Test
    void restore_cutOffOrAltered_isRefusedAndLeavesNothing() throws IOException {
        try (RandomLibrary library = RandomLibrary.open(folder.resolve("data"), SEED)) {
            library.add("default", 300);
            export(library);
        }
        byte[] whole = Files.readAllBytes(archive());
        Random random = new Random(SEED);
        Path target = folder.resolve("target");
        for (int i = 0; i < 8; i++) {
            int length = random.nextInt(whole.length - 3000);
            Files.write(archive(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> RestoreLibrary.restore(archive(), target, "v"))
                    .as("cut off at %d, seed %d", length, SEED)
                    .isInstanceOf(Failure.class);
            assertThat(target).doesNotExist();
        }
        // In the vectors of the last chunk, where the least change of a value is noticed by the checksum alone.
        int vectors = new String(whole, StandardCharsets.ISO_8859_1).indexOf("collections/default/1/vectors") + 512;
        for (int i = 0; i < 8; i++) {
            byte[] altered = whole.clone();
            int at = vectors
                    + 4
                            * random.nextInt(
                                    100 * ModelBundle.builtIn().fingerprint().dimension());
            altered[at] ^= 1;
            Files.write(archive(), altered);
            assertThatThrownBy(() -> RestoreLibrary.restore(archive(), target, "v"))
                    .as("altered at %d, seed %d", at, SEED)
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining("checksum");
            assertThat(target).doesNotExist();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).toList())
                    .containsExactlyInAnyOrder("data", "library.tar");
        }
    }

    @Test
    void restore_overALibraryOrOtherFiles_isRefusedByName() throws IOException {
        try (RandomLibrary library = RandomLibrary.open(folder.resolve("data"), SEED)) {
            library.add("default", 10);
            export(library);
        }
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("file"), "x");

        assertThatThrownBy(() -> RestoreLibrary.restore(archive(), folder.resolve("data"), "v"))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(folder.resolve("data").toString(), "holds a library already");
        assertThatThrownBy(() -> RestoreLibrary.restore(archive(), other, "v"))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(other.toString(), "not empty");
    }

    @Test
    void restore_ofAnotherFormat_namesBoth() throws IOException {
        try (RandomLibrary library = RandomLibrary.open(folder.resolve("data"), SEED)) {
            export(library);
        }
        byte[] bytes = Files.readAllBytes(archive());
        String head = new String(bytes, 0, 2048, StandardCharsets.ISO_8859_1);
        bytes[head.indexOf("\"format\":1") + 9] = '2';
        Files.write(archive(), bytes);

        assertThatThrownBy(() -> RestoreLibrary.restore(archive(), folder.resolve("new"), "v"))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll("format 2", "format 1", "0.1.0");
    }

    @Test
    void restore_ofSomethingElse_saysSo() throws IOException {
        Files.writeString(archive(), "no archive at all");

        assertThatThrownBy(() -> RestoreLibrary.restore(archive(), folder.resolve("new"), "v"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("archive");
    }
}
