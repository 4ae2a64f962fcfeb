package io.likeness.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.adoption.Originals.Root;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.milvus.EarlierRows;
import io.likeness.index.milvus.EarlierRows.Row;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.server.testing.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCollectionTest {
    private static final long FIRST_ID = 445085583623111723L;
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    private final FakeEngine fake = new FakeEngine();
    private final SortedMap<Long, String> left = new ConcurrentSkipListMap<>();
    private final List<Long> progress = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set by open.
    private Engine engine;

    @BeforeEach
    void open() {
        engine = fake.apply(SettingsLoader.load(Map.of("likeness.data", folder.toString())))
                .open(new ByteBudget(1 << 30, Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private OpenCollection pictures() {
        return engine.collection("default");
    }

    private List<ImageRecord> stored() {
        return pictures().library().index().list(new ListQuery(ListQuery.Order.OLDEST, null, 1000, Filter.ALL));
    }

    /** A file below the folder that holds the picture of these values. */
    private void file(String path, float... values) throws IOException {
        Path file = folder.resolve("files").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, FakeEngine.picture(values));
        fake.put(file.toString(), FakeEngine.picture(values));
    }

    private AdoptionReport adopt(String pattern, Row... rows) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        Originals originals = new Originals(List.of(new Root("", folder.resolve("files"))), pattern);
        AdoptCollection.Watcher watcher = new AdoptCollection.Watcher() {
            @Override
            public void progress(long done, long total) {
                progress.add(done);
            }

            @Override
            public void left(Row row, String reason) {
                left.put(row.id(), reason);
            }
        };
        return new AdoptCollection(pictures(), originals, 4, InstantSource.fixed(NOW), watcher).run(rows(rows));
    }

    private static EarlierRows rows(Row... rows) {
        return new EarlierRows() {
            @Override
            public long count() {
                return rows.length;
            }

            @Override
            public void each(Consumer<List<Row>> consumer) {
                consumer.accept(List.of(rows));
            }
        };
    }

    @Test
    void run_filesBelowARoot_keepIdKeyAndFilepath() throws IOException {
        file("a.jpg", 1, 0, 0);
        file("deep/b.jpg", 0, 1, 0);

        AdoptionReport report =
                adopt("", new Row(FIRST_ID, "a", "a.jpg"), new Row(FIRST_ID + 1, "it's \"b\"", "/deep/b.jpg"));

        assertThat(report).isEqualTo(new AdoptionReport(2, 2, 0, 0, 0));
        assertThat(progress).containsExactly(0L, 2L);
        ImageRecord first = pictures().library().index().get(FIRST_ID).orElseThrow();
        assertThat(first.key()).isEqualTo("a");
        assertThat(first.attributes()).isEqualTo(Attributes.ofImgPath("a.jpg"));
        assertThat(first.added())
                .isEqualTo(Instant.ofEpochMilli(FIRST_ID >> 18))
                .isBetween("2023-10-01T00:00:00Z", "2023-12-01T00:00:00Z");
        assertThat(pictures().library().previews().get(first.digest())).isPresent();
        assertThat(stored()).extracting(ImageRecord::id).containsExactly(FIRST_ID, FIRST_ID + 1);
        assertThat(pictures()
                        .library()
                        .index()
                        .embedding(FIRST_ID + 1)
                        .orElseThrow()
                        .toArray()[1])
                .isEqualTo(1f);
    }

    @Test
    void run_again_passesOverWhatIsThere() throws IOException {
        file("a.jpg", 1, 0, 0);
        Row row = new Row(7, "a", "a.jpg");
        adopt("", row);
        List<ImageRecord> before = stored();

        assertThat(adopt("", row)).isEqualTo(new AdoptionReport(1, 0, 1, 0, 0));

        assertThat(stored()).isEqualTo(before);
        assertThat(before.getFirst().added()).isEqualTo(NOW);
    }

    @Test
    void run_unreadableFiles_areToldAndTheOthersStored() throws IOException {
        file("a.jpg", 1, 0, 0);
        file("broken.jpg", 1, 0, 0);
        fake.put(folder.resolve("files/broken.jpg").toString(), new byte[] {1, 2, 3});

        AdoptionReport report = adopt(
                "",
                new Row(1, "missing", "gone.jpg"),
                new Row(2, "none", ""),
                new Row(3, "broken", "broken.jpg"),
                new Row(4, "folder", "../files"),
                new Row(5, "a", "a.jpg"));

        assertThat(report).isEqualTo(new AdoptionReport(5, 1, 0, 0, 4));
        assertThat(left.keySet()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(left.get(1L)).contains("no such file below", "--root");
        assertThat(left.get(2L)).isEqualTo("it has no filepath");
        assertThat(stored()).extracting(ImageRecord::id).containsExactly(5L);
    }

    @Test
    void run_samePictureTwiceUnderOneKey_keepsTheFirstAndTellsTheOther() throws IOException {
        file("a.jpg", 1, 0, 0);
        file("b.jpg", 0, 1, 0);

        AdoptionReport report = adopt(
                "",
                new Row(1, "a", "a.jpg"),
                new Row(2, "a", "a.jpg"),
                new Row(3, "a", "b.jpg"),
                new Row(4, "other", "a.jpg"));

        assertThat(report).isEqualTo(new AdoptionReport(4, 3, 0, 1, 0));
        assertThat(left).containsOnlyKeys(2L);
        assertThat(left.get(2L)).contains("has the id 1");
    }

    @Test
    void run_idOfAnotherPicture_isToldAndThatStays() throws IOException {
        file("a.jpg", 1, 0, 0);
        file("b.jpg", 0, 1, 0);
        adopt("", new Row(1, "a", "a.jpg"));

        assertThat(adopt("", new Row(1, "b", "b.jpg"))).isEqualTo(new AdoptionReport(1, 0, 0, 0, 1));

        assertThat(left.get(1L)).contains("another record");
        assertThat(stored()).extracting(ImageRecord::key).containsExactly("a");
    }

    @Test
    void run_noKey_isTheMd5OfTheFile() throws IOException {
        file("a.jpg", 1, 0, 0);
        file("b.jpg", 0, 1, 0);

        adopt("", new Row(1, "", "a.jpg"), new Row(2, "", "b.jpg"));

        assertThat(stored())
                .extracting(ImageRecord::key)
                .allMatch(key -> key.matches("[0-9a-f]{32}"))
                .hasSize(2);
    }

    @Test
    void run_addressPattern_isFetchedWhereThereIsNoFile() throws IOException {
        file("a.jpg", 1, 0, 0);
        fake.put("https://pictures.example/dir/b%20%27.jpg?k=b", FakeEngine.picture(0, 1, 0));

        AdoptionReport report = adopt(
                "https://pictures.example/{imgPath}?k={key}",
                new Row(1, "a", "a.jpg"),
                new Row(2, "b", "/dir/b '.jpg"),
                new Row(3, "c", "/dir/c.jpg"));

        assertThat(report).isEqualTo(new AdoptionReport(3, 2, 0, 0, 1));
        assertThat(left.get(3L)).contains("nothing at https://pictures.example/dir/c.jpg");
    }

    @Test
    void run_storeAway_endsAndStoresNothing() throws IOException {
        file("a.jpg", 1, 0, 0);
        pictures().library().index().close();

        assertThatThrownBy(() -> adopt("", new Row(1, "a", "a.jpg"))).isInstanceOf(Failure.Unavailable.class);
    }
}
