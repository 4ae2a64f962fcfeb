package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code format-1.zip} holds an index of format 1 as a crash left it: records 1 to 28 added a second after another, those with even ids minus one
 * tagged, 15 and later alike, 4 and 21 deleted, then one more; the last changes in the journal only.
 */
class FormatUpgradeTest {
    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("format-1.zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(zip, target);
            }
        }
    }

    private LuceneVectorIndex open() {
        return LuceneVectorIndex.open(folder, 3, LuceneSettings.DEFAULT, InstantSource.system());
    }

    private static void assertContent(VectorIndex index) {
        List<ImageRecord> records = index.list(new ListQuery(ListQuery.Order.OLDEST, null, 100));
        assertThat(records)
                .extracting(ImageRecord::id)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 29)
                        .filter(id -> id != 4 && id != 21)
                        .boxed()
                        .toList());
        for (ImageRecord record : records.subList(0, records.size() - 1)) {
            assertThat(record).isEqualTo(expected(record.id()));
        }
        assertThat(records.getLast().attributes()).isEqualTo(new Attributes("späte/ü.png", Map.of("colour", "blue")));
        assertThat(index.count(new Filter.TagIn("colour", Set.of("red")))).isEqualTo(13);
        assertThat(index.search(new SearchQuery(Embedding.normalised(1, 7, 1), 1))
                        .getFirst()
                        .record()
                        .id())
                .isEqualTo(8);
        assertThat(index.check()).isEmpty();
    }

    private static ImageRecord expected(long id) {
        int i = (int) id - 1;
        return new ImageRecord(
                id,
                "key-" + i % 20,
                new ImageDigest(String.format("%064x", i)),
                new ImageHeader(ImageType.JPEG, 100 + i, 50 + i),
                new Attributes(
                        "pictures/" + i + ".jpg", i % 2 == 0 ? Map.of("colour", "red", "price", "" + i) : Map.of()),
                START.plusSeconds(id));
    }

    @Test
    void open_formatOne_holdsEverythingAndTakesMore() {
        try (VectorIndex index = open()) {
            assertContent(index);
        }
        try (VectorIndex index = open()) {
            assertContent(index);
        }
        assertThat(folder.resolve("lucene.old")).doesNotExist();
        assertThat(folder.resolve("lucene.upgrading")).doesNotExist();
    }

    @Test
    void open_cutOffWhileWriting_beginsAgain() throws IOException {
        Files.createDirectories(folder.resolve("lucene.upgrading"));
        Files.writeString(folder.resolve("lucene.upgrading/_0.cfs"), "half");

        try (VectorIndex index = open()) {
            assertContent(index);
        }
    }

    @Test
    void open_cutOffBetweenRenames_takesTheFreshOne() throws IOException {
        new FormatUpgrade(folder.resolve("lucene"), 3, LuceneSettings.DEFAULT).run();
        Files.move(folder.resolve("lucene"), folder.resolve("lucene.upgrading"));
        Files.createDirectories(folder.resolve("lucene.old"));

        try (VectorIndex index = open()) {
            assertContent(index);
        }
    }

    @Test
    void open_cutOffBeforeTidyingUp_deletesTheOldOne() throws IOException {
        new FormatUpgrade(folder.resolve("lucene"), 3, LuceneSettings.DEFAULT).run();
        Files.createDirectories(folder.resolve("lucene.old/x"));

        try (VectorIndex index = open()) {
            assertContent(index);
        }
        assertThat(folder.resolve("lucene.old")).doesNotExist();
    }
}
