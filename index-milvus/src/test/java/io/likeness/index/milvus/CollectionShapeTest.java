package io.likeness.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.testkit.Pictures;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, ids and descriptions, without a Milvus. */
class CollectionShapeTest {
    private static final ModelFingerprint MODEL = new ModelFingerprint("a \"model\"", "a".repeat(64), 256);

    @Test
    void description_own_isRecognised() {
        String description = new CollectionShape("lib", "my-pics", MODEL).description();

        assertThat(CollectionShape.collectionOf("lib", description)).contains("my-pics");
        assertThat(CollectionShape.collectionOf("other", description)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pictures", "{", "[]", "{}", "{\"likeness\":1}", "{\"library\":\"lib\",\"collection\":\"x\"}"
            })
    void description_ofOthers_isNone(String description) {
        assertThat(CollectionShape.collectionOf("lib", description)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"default, lib", "prices, lib_prices", "my-pics_2, lib_myDpics_2"})
    void nameInMilvus_ofACollection_isTakenByMilvusAndComesBack(String collection, String name) {
        MilvusPlace place = new MilvusPlace("lib", collection);

        assertThat(place.nameInMilvus()).isEqualTo(name);
        if (!collection.equals(MilvusPlace.DEFAULT)) {
            assertThat(MilvusPlace.of("lib", name)).contains(place);
        }
        assertThat(MilvusPlace.of("other", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a b", "图"})
    void place_libraryThatMilvusDoesNotTake_isRefusedByName(String library) {
        assertThatThrownBy(() -> new MilvusPlace(library, "default"))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("MILVUS_COLLECTION");
    }

    @Test
    void id_ofKeyAndContent_isPositiveAndTheirsAlone() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Hashes.id("k" + i % 100, Pictures.digest(i / 100)));
        }
        assertThat(ids).hasSize(10_000).allMatch(id -> id > 0);
        ImageDigest digest = new ImageDigest("0".repeat(64));
        // Ids are stored: another hash would make every picture a new one.
        assertThat(Hashes.id("key", digest)).isEqualTo(2707383123092076060L);
    }

    @Test
    void marks_ofTagsThatLookAlike_differ() {
        assertThat(Hashes.mark("a", "bc")).isNotEqualTo(Hashes.mark("ab", "c"));
        assertThat(Hashes.mark("a", "1")).isNotEqualTo(Hashes.numberMark("a"));
        assertThat(Hashes.mark("a", "1").length()).isLessThanOrEqualTo(Columns.MAX_MARK_BYTES);
    }
}
