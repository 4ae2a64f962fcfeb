package io.likeness.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.NewImage;
import io.likeness.index.StoredImage;
import io.likeness.index.testkit.Pictures;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MigrateLibraryTest {
    private static final int MANY = 2 * MigrateLibrary.STEP + 7;

    private final Random random = new Random(20261123);
    private final ImageCollections from = MemoryCollections.open();
    private final ImageCollections to = MemoryCollections.open();

    private void fill(ImageCollections collections, String collection, int count) {
        collections.create(collection);
        ImageLibrary library = collections.get(collection);
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewImage image = Pictures.image(collection + i % 100, i);
            library.previews().put(image.digest(), preview(image.digest()));
            entries.add(new IndexEntry(
                    new NewImage(
                            image.key(), image.digest(), image.header(), new Attributes("p" + i, Map.of("n", "" + i))),
                    Pictures.randomEmbedding(3, random)));
        }
        library.index().putAll(entries);
    }

    private static byte[] preview(ImageDigest digest) {
        return digest.sha256().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static List<ImageRecord> all(ImageLibrary library) {
        return library.index().list(new ListQuery(Order.OLDEST, null, 1000, Filter.ALL));
    }

    private SortedMap<String, CollectionReport> migrate() {
        return MigrateLibrary.migrate(from, to, 50, (_, _) -> {});
    }

    private CollectionReport migrated() {
        return Objects.requireNonNull(migrate().get("default"));
    }

    @Test
    void migrate_manyCollections_areTheSameInTheOther() {
        fill(from, "default", MANY);
        fill(from, "shoes", 3);
        List<Long> seen = new ArrayList<>();

        SortedMap<String, CollectionReport> reports = MigrateLibrary.migrate(from, to, 50, (done, total) -> {
            assertThat(total).isEqualTo(MANY + 3);
            seen.add(done);
        });

        assertThat(reports)
                .containsOnly(
                        Map.entry("default", new CollectionReport(MANY, MANY, 0, 0, 50, 1, List.of())),
                        Map.entry("shoes", new CollectionReport(3, 3, 0, 0, 3, 1, List.of())));
        assertThat(seen).containsExactly(0L, 500L, 1000L, 1007L, 1010L);
        for (String name : List.of("default", "shoes")) {
            ImageLibrary library = to.get(name);
            assertThat(library.index().count()).isEqualTo(from.get(name).index().count());
            assertThat(all(library)).isEqualTo(all(from.get(name)));
            for (ImageRecord record : all(library)) {
                assertThat(library.index().embedding(record.id()))
                        .isEqualTo(from.get(name).index().embedding(record.id()));
                assertThat(library.previews().get(record.digest()).orElseThrow())
                        .isEqualTo(preview(record.digest()));
            }
        }
    }

    @Test
    void migrate_endedInTheMiddle_isGoneOnWith() {
        fill(from, "default", MANY);
        assertThatThrownBy(() -> MigrateLibrary.migrate(from, to, 0, (done, _) -> {
                    if (done > 0) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(to.get("default").index().count()).isEqualTo(500);

        assertThat(migrate())
                .containsOnly(Map.entry("default", new CollectionReport(MANY, 507, 500, 0, 50, 1, List.of())));
        assertThat(migrate())
                .containsOnly(Map.entry("default", new CollectionReport(MANY, 0, MANY, 0, 50, 1, List.of())));
        assertThat(all(to.get("default"))).isEqualTo(all(from.get("default")));
    }

    @Test
    void migrate_changedSinceTheFirstRun_takesTheChangeOver() {
        fill(from, "default", 10);
        migrate();
        long id = all(from.get("default")).getFirst().id();
        from.get("default").index().update(id, _ -> Attributes.ofImgPath("changed"));

        assertThat(migrated()).isEqualTo(new CollectionReport(10, 1, 9, 0, 10, 1, List.of()));

        assertThat(to.get("default").index().get(id).orElseThrow().attributes())
                .isEqualTo(Attributes.ofImgPath("changed"));
    }

    @Test
    void migrate_deletedSinceTheFirstRun_isToldAsADifference() {
        fill(from, "default", 10);
        migrate();
        from.get("default")
                .index()
                .deleteIds(List.of(all(from.get("default")).getFirst().id()));

        assertThat(migrated().problems()).singleElement().asString().contains("10 pictures", "9");
    }

    @Test
    void migrate_otherVectorOrPreviewThere_isToldAsADifference() {
        fill(from, "default", 2);
        List<ImageRecord> records = all(from.get("default"));
        ImageLibrary target = to.get("default");
        target.index()
                .restoreAll(List.of(new StoredImage(
                        records.getFirst(),
                        opposite(from.get("default")
                                .index()
                                .embedding(records.getFirst().id())
                                .orElseThrow()))));
        target.previews()
                .put(records.getFirst().digest(), preview(records.getFirst().digest()));
        target.previews().put(records.get(1).digest(), new byte[] {1});

        assertThat(migrated().problems())
                .anyMatch(problem ->
                        problem.contains("picture " + records.getFirst().id() + " has another vector"))
                .anyMatch(
                        problem -> problem.contains("picture " + records.get(1).id() + " has another preview"));
    }

    private static Embedding opposite(Embedding embedding) {
        float[] values = embedding.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return Embedding.normalised(values);
    }

    @Test
    void migrate_pictureWithoutPreview_isMovedAndCounted() {
        fill(from, "default", 5);
        from.get("default").previews().delete(all(from.get("default")).get(2).digest());

        assertThat(migrated()).isEqualTo(new CollectionReport(5, 5, 0, 1, 5, 1, List.of()));
    }

    @Test
    void migrate_idOfAnotherPictureThere_isRefusedAndItStays() {
        fill(from, "default", 5);
        ImageRecord other = to.get("default")
                .index()
                .put(Pictures.entry("other", 77, Embedding.ofUnit(1, 0, 0)))
                .record();

        assertThatThrownBy(this::migrate).isInstanceOf(Failure.Conflict.class).hasMessageContaining("another record");

        assertThat(all(to.get("default"))).containsExactly(other);
    }

    @Test
    void migrate_emptyLibrary_isEmpty() {
        assertThat(migrate()).containsOnly(Map.entry("default", new CollectionReport(0, 0, 0, 0, 0, 1, List.of())));
    }
}
