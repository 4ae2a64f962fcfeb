package io.likeness.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.testkit.Pictures;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which collections of Milvus are taken, whose ids collide, and what is said when there is no Milvus. */
@Execution(ExecutionMode.SAME_THREAD)
class MilvusShapeIT {
    private static final ModelFingerprint MODEL = new ModelFingerprint("model-a", "a".repeat(64), 4);

    private static MilvusVectorIndex index(MilvusPlace place, ModelFingerprint model) {
        return MilvusVectorIndex.open(TestMilvus.connection(), place, model, InstantSource.system());
    }

    private static IndexEntry entry(String key, long content) {
        return Pictures.entry(key, content, Embedding.ofUnit(1, 0, 0, 0));
    }

    @Test
    void prepare_missingCollection_makesItAsDocumented() {
        MilvusPlace place = TestMilvus.place();
        index(place, MODEL).prepare();
        index(place, MODEL).prepare();

        TestMilvus.connection().run("look", client -> {
            var found = client.describeCollection(DescribeCollectionReq.builder()
                    .collectionName(place.nameInMilvus())
                    .build());
            assertThat(found.getEnableDynamicField()).isFalse();
            assertThat(found.getAutoID()).isFalse();
            assertThat(found.getPrimaryFieldName()).isEqualTo("id");
            var vector = client.describeIndex(DescribeIndexReq.builder()
                            .collectionName(place.nameInMilvus())
                            .fieldName("vector")
                            .build())
                    .getIndexDescriptions()
                    .getFirst();
            assertThat(vector.getIndexType()).isEqualTo(IndexParam.IndexType.HNSW);
            assertThat(vector.getMetricType()).isEqualTo(IndexParam.MetricType.IP);
        });
    }

    @Test
    void prepare_collectionOfAnotherModel_isRefusedByName() {
        MilvusPlace place = TestMilvus.place();
        index(place, MODEL).prepare();

        assertThatThrownBy(() -> index(place, new ModelFingerprint("model-b", "b".repeat(64), 4))
                        .prepare())
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(place.nameInMilvus(), "model-a", "model-b", "--model", "MILVUS_COLLECTION");
    }

    @Test
    void prepare_collectionOfOthers_isRefusedByName() {
        MilvusPlace place = TestMilvus.place();
        TestMilvus.connection()
                .run(
                        "make",
                        client -> client.createCollection(CreateCollectionReq.builder()
                                .collectionName(place.nameInMilvus())
                                .dimension(8)
                                .build()));

        assertThatThrownBy(() -> index(place, MODEL).count())
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(place.nameInMilvus(), "Likeness did not make it", "MILVUS_COLLECTION");
    }

    @Test
    void prepare_collectionOfAnotherLibrary_isRefusedByName() {
        MilvusPlace place = TestMilvus.place();
        MilvusPlace clash = new MilvusPlace(place.library() + "_prod", MilvusPlace.DEFAULT);
        index(clash, MODEL).prepare();

        assertThatThrownBy(() ->
                        index(new MilvusPlace(place.library(), "prod"), MODEL).prepare())
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(clash.library());
        assertThat(new MilvusCatalog(TestMilvus.connection(), place.library()).names())
                .isEmpty();
    }

    @Test
    void names_ofALibrary_areItsOwnWithoutTheDefault() {
        MilvusPlace place = TestMilvus.place();
        MilvusCatalog catalog = new MilvusCatalog(TestMilvus.connection(), place.library());
        index(place, MODEL).prepare();
        index(new MilvusPlace(place.library(), "my-pics_2"), MODEL).prepare();

        assertThat(catalog.names()).containsExactly("my-pics_2");
        catalog.delete("my-pics_2");
        catalog.delete("my-pics_2");
        assertThat(catalog.names()).isEmpty();
    }

    @Test
    void calls_collectionDeletedByHand_areNotFound() {
        MilvusPlace place = TestMilvus.place();
        MilvusVectorIndex index = index(place, MODEL);
        index.put(entry("a", 1));
        TestMilvus.connection()
                .run(
                        "drop",
                        client -> client.dropCollection(DropCollectionReq.builder()
                                .collectionName(place.nameInMilvus())
                                .build()));

        assertThatThrownBy(() -> index.put(entry("b", 2))).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> index.count()).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> index.get(1)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void put_idHeldByAnotherPicture_isRefusedNamingBoth() {
        MilvusVectorIndex index = index(TestMilvus.place(), MODEL);
        ImageDigest digest = Pictures.digest(7);
        long id = Hashes.id("mine", digest);
        ImageRecord other = new ImageRecord(
                id,
                "theirs",
                Pictures.digest(8),
                Pictures.image("theirs", 8).header(),
                Pictures.image("theirs", 8).attributes(),
                Instant.EPOCH);
        index.restoreAll(List.of(new StoredImage(other, Embedding.ofUnit(0, 1, 0, 0))));

        assertThatThrownBy(() -> index.put(entry("mine", 7)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(
                        "mine", "theirs", digest.sha256(), other.digest().sha256(), "" + id);
        assertThat(index.get(id)).contains(other);
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void list_moreRecordsThanOneReadGives_areAllInOrder() {
        MilvusVectorIndex index = index(TestMilvus.place(), MODEL);
        Random random = new Random(5);
        List<StoredImage> images = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            // Half of them in one millisecond, the others over years.
            Instant added = i % 2 == 0 ? Instant.EPOCH : Instant.ofEpochSecond(random.nextInt(1_000_000_000));
            var image = Pictures.image("k" + i, i);
            images.add(new StoredImage(
                    new ImageRecord(i, image.key(), image.digest(), image.header(), image.attributes(), added),
                    Embedding.ofUnit(1, 0, 0, 0)));
        }
        index.restoreAll(images);
        List<ListQuery.Position> expected = images.stream()
                .map(image -> ListQuery.Position.of(image.record()))
                .sorted()
                .toList();

        assertThat(walk(index, ListQuery.Order.OLDEST)).isEqualTo(expected);
        assertThat(walk(index, ListQuery.Order.NEWEST)).isEqualTo(expected.reversed());
    }

    private static List<ListQuery.Position> walk(MilvusVectorIndex index, ListQuery.Order order) {
        List<ListQuery.Position> all = new ArrayList<>();
        ListQuery.Position after = null;
        while (true) {
            List<ImageRecord> page = index.list(new ListQuery(order, after, 1000, Filter.ALL));
            if (page.isEmpty()) {
                return all;
            }
            page.forEach(record -> all.add(ListQuery.Position.of(record)));
            after = ListQuery.Position.of(page.getLast());
        }
    }

    @Test
    void calls_noMilvus_areUnavailableInTime() {
        Duration timeout = Duration.ofMillis(1500);
        try (MilvusConnection nobody = new MilvusConnection(MilvusSettings.open("127.0.0.1", 1, timeout));
                MilvusVectorIndex index =
                        MilvusVectorIndex.open(nobody, TestMilvus.place(), MODEL, InstantSource.system())) {
            long begin = System.nanoTime();

            assertThatThrownBy(() -> index.count())
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContainingAll("127.0.0.1:1", "MILVUS_HOST");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(timeout.plusSeconds(3));
        }
    }

    @Test
    void row_ofALongestRecord_isTakenByMilvus() {
        MilvusVectorIndex index = index(TestMilvus.place(), MODEL);
        var tags = new HashMap<String, String>();
        for (int i = 0; i < Attributes.MAX_TAGS; i++) {
            // JSON writes each of these with six bytes.
            tags.put("\u0001".repeat(62) + (char) ('0' + i), "\u0001".repeat(256));
        }
        var attributes = new Attributes("p", tags);
        ImageRecord record = index.put(new IndexEntry(Pictures.image("k", 1, attributes), Embedding.ofUnit(1, 0, 0, 0)))
                .record();

        assertThat(index.get(record.id())).contains(record);
    }
}
