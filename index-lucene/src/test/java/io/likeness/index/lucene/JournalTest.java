package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import io.likeness.index.lucene.JournalLayout.Header;
import io.likeness.index.testkit.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int DIMENSION = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path path;

    @Test
    void read_whatWasAppended_answersItInOrder() throws IOException {
        List<Change> changes = List.of(
                put(1, "a\0\ud83d\ude00", new Attributes("é", Map.of("n", "v"))),
                new Change.Edit(1, new Attributes("", Map.of("a", "b", "c", "d"))),
                new Change.Delete(7),
                put(1L << 52, "x".repeat(512), Attributes.NONE));
        append(1, JournalLayout.UNSEALED, changes.subList(0, 2), changes.subList(2, 4));

        assertThat(read(1, JournalLayout.UNSEALED)).isEqualTo(changes);
    }

    @Test
    void read_cutAtAnyByte_answersTheWholeFramesBefore() throws IOException {
        Change first = put(1, "a", Attributes.NONE);
        Change second = put(2, "b", Attributes.ofImgPath("p"));
        append(1, JournalLayout.UNSEALED, List.of(first), List.of(second));
        byte[] whole = Files.readAllBytes(file(1));
        int afterFirst = JournalLayout.HEADER_BYTES
                + JournalLayout.frame(List.of(first), 1, JournalLayout.HEADER_BYTES)
                        .remaining();

        for (int length = JournalLayout.HEADER_BYTES; length < whole.length; length++) {
            Files.write(file(1), Arrays.copyOf(whole, length));
            assertThat(read(1, JournalLayout.UNSEALED))
                    .as("%d bytes", length)
                    .isEqualTo(length < afterFirst ? List.of() : List.of(first));
        }
    }

    @Test
    void read_anyBitOfAnEarlierFrameFlipped_namesThePlaceAndTheCommand() throws IOException {
        Change first = put(1, "a", Attributes.NONE);
        append(1, JournalLayout.UNSEALED, List.of(first), List.of(put(2, "b", Attributes.NONE)));
        byte[] whole = Files.readAllBytes(file(1));
        int frame = JournalLayout.frame(List.of(first), 1, JournalLayout.HEADER_BYTES)
                .remaining();

        for (int i = 0; i < frame; i++) {
            byte[] damaged = whole.clone();
            damaged[JournalLayout.HEADER_BYTES + i] ^= 1;
            Files.write(file(1), damaged);
            assertThatThrownBy(() -> read(1, JournalLayout.UNSEALED))
                    .as("byte %d", i)
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining("journal-0000000000000001")
                    .hasMessageContaining("byte 36")
                    .hasMessageContaining("truncate -s 36");
        }
    }

    @Test
    void read_damagedHeaderBeforeFrames_isRefused() throws IOException {
        append(1, JournalLayout.UNSEALED, List.of(put(1, "a", Attributes.NONE)));
        byte[] whole = Files.readAllBytes(file(1));
        for (int i = 0; i < JournalLayout.HEADER_BYTES; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file(1), damaged);
            assertThatThrownBy(() -> read(1, JournalLayout.UNSEALED))
                    .as("byte %d", i)
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining("header");
        }
    }

    @Test
    void read_sealedBeforeItsLastFrame_leavesThatOut() throws IOException {
        Change first = put(1, "a", Attributes.NONE);
        append(1, JournalLayout.UNSEALED, List.of(first));
        long end = Files.size(file(1));
        // A frame that could not be forced: its callers were refused.
        ByteBuffer refused = JournalLayout.frame(List.of(put(2, "b", Attributes.NONE)), 1, end);
        byte[] bytes = new byte[refused.remaining()];
        refused.get(bytes);
        Files.write(file(1), bytes, StandardOpenOption.APPEND);

        assertThat(read(1, end)).containsExactly(first);
    }

    @Test
    void read_sealedBehindItsEnd_isDamaged() throws IOException {
        append(1, JournalLayout.UNSEALED, List.of(put(1, "a", Attributes.NONE)));
        long end = Files.size(file(1));

        assertThatThrownBy(() -> read(1, end + 1))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void read_frameOfAnotherJournal_isNoFrame() throws IOException {
        append(1, JournalLayout.UNSEALED, List.of(put(1, "a", Attributes.NONE)));
        ByteBuffer header = JournalLayout.header(new Header(Format.VERSION, DIMENSION, 2, JournalLayout.UNSEALED));
        byte[] bytes = Files.readAllBytes(file(1));
        header.get(bytes, 0, JournalLayout.HEADER_BYTES);
        Files.write(file(2), bytes);

        assertThat(read(2, JournalLayout.UNSEALED)).isEmpty();
    }

    @Test
    void header_ofNewerFormat_isRefused() throws IOException {
        writeHeader(new Header(Format.VERSION + 1, DIMENSION, 1, JournalLayout.UNSEALED));

        assertThatThrownBy(() -> read(1, JournalLayout.UNSEALED))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("format " + (Format.VERSION + 1))
                .hasMessageContaining("up to " + Format.VERSION);
    }

    @Test
    void header_ofAnotherDimension_isRefused() throws IOException {
        writeHeader(new Header(Format.VERSION, 256, 1, JournalLayout.UNSEALED));

        assertThatThrownBy(() -> read(1, JournalLayout.UNSEALED))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("256")
                .hasMessageContaining("makes 3")
                .hasMessageContaining("likeness.model");
    }

    @Test
    void header_cutOff_isNoJournalYet() throws IOException {
        writeHeader(new Header(Format.VERSION, DIMENSION, 1, JournalLayout.UNSEALED));
        byte[] header = Files.readAllBytes(file(1));
        for (int length = 0; length < header.length; length++) {
            Files.write(file(1), Arrays.copyOf(header, length));
            try (JournalReader reader = JournalReader.open(folder(), 1)) {
                assertThat(reader.header()).as("%d bytes", length).isEmpty();
            }
        }
    }

    private static Change.Put put(long id, String key, Attributes attributes) {
        NewImage image = Pictures.image(key, id, attributes);
        return new Change.Put(
                new ImageRecord(
                        id, key, image.digest(), image.header(), attributes, Instant.ofEpochMilli(1_800_000_000_123L)),
                Embedding.normalised((int) (id % 100), 2, -3));
    }

    @SafeVarargs
    private void append(long number, long sealed, List<? extends Change>... frames) throws IOException {
        try (JournalWriter writer = JournalWriter.create(folder(), number, sealed)) {
            for (List<? extends Change> frame : frames) {
                writer.append(List.copyOf(frame));
            }
            assertThat(Files.size(file(number))).isEqualTo(writer.end());
        }
    }

    private List<Change> read(long number, long sealed) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder(), number)) {
            assertThat(reader.header()).isPresent();
            reader.changes(sealed, changes::addAll);
        }
        return changes;
    }

    private void writeHeader(Header header) throws IOException {
        byte[] bytes = new byte[JournalLayout.HEADER_BYTES];
        JournalLayout.header(header).get(bytes);
        Files.write(file(header.number()), bytes);
    }

    private Path file(long number) {
        return folder().file(number);
    }

    private JournalFolder folder() {
        return new JournalFolder(path, DIMENSION);
    }
}
