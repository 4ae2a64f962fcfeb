package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.index.VectorIndex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which pictures are one record, and what changes when they are stored again. */
abstract class IdentityContract extends IndexContract {
    private static final Embedding X = Embedding.ofUnit(1, 0, 0);
    private static final Embedding Y = Embedding.ofUnit(0, 1, 0);

    /** Keys that a careless index would take for one another, for a pattern or for the end of a string. */
    static List<String> awkwardKeys() {
        return List.of(
                "a",
                "A",
                "a ",
                " a",
                "a\0",
                "a'b",
                "a\"b",
                "a\\b",
                "a\\\\b",
                "a\\'b",
                "a,b",
                "a, b",
                "a\nb",
                "a\r\nb",
                "a\tb",
                "*",
                "a*",
                "?",
                "%",
                "a%",
                "_",
                "[a]",
                "(a)",
                "{a}",
                "a:b",
                "a/b",
                "a/../b",
                "' or '1'='1",
                "\" or key != \"",
                "null",
                "0",
                "00",
                "-1",
                "é",
                "e\u0301",
                "ß",
                "ss",
                "图片",
                "🖼",
                "🖼️",
                "👩‍👩‍👧",
                "\uFEFFa",
                "\u202Ea",
                "x".repeat(512),
                "x".repeat(511),
                "🖼".repeat(128));
    }

    @Test
    void put_newPicture_answersWhatWasGiven() {
        VectorIndex index = index();
        NewImage image = Pictures.image("key", 7, new Attributes("shelf/a.jpg", Map.of("colour", "red", "size", "7")));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        PutResult result = index.put(new IndexEntry(image, X));

        assertThat(result.created()).isTrue();
        ImageRecord record = result.record();
        assertThat(record.id()).isBetween(1L, idsCountUp() ? 1L << 53 : Long.MAX_VALUE);
        assertThat(record)
                .isEqualTo(new ImageRecord(
                        record.id(), "key", image.digest(), image.header(), image.attributes(), record.added()));
        assertThat(record.added()).isBetween(before, Instant.now());
        assertThat(index.get(record.id())).contains(record);
        assertThat(index.find("key", image.digest())).contains(record);
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void put_sameKeyAndBytes_keepsTheRecordAndTakesOverTheAttributes() {
        VectorIndex index = index();
        ImageRecord first = index.put(new IndexEntry(Pictures.image("key", 7, Attributes.ofImgPath("old.jpg")), X))
                .record();

        PutResult again = index.put(new IndexEntry(
                Pictures.image("key", 7, new Attributes("new.jpg", Map.of("colour", "red"))), Y));

        assertThat(again.created()).isFalse();
        assertThat(again.record()).isEqualTo(first.with(new Attributes("new.jpg", Map.of("colour", "red"))));
        assertThat(index.get(first.id())).contains(again.record());
        assertThat(index.count()).isEqualTo(1);
        assertThat(index.embedding(first.id()).orElseThrow().cosine(X)).isEqualTo(1.0);
        assertThat(search(index, 10, 1, 0, 0))
                .hasSize(1)
                .first()
                .satisfies(hit -> assertThat(hit.record()).isEqualTo(again.record()));
    }

    @Test
    void put_sameKeyAndBytesWithoutAttributes_keepsThose() {
        VectorIndex index = index();
        Attributes attributes = new Attributes("a.jpg", Map.of("colour", "red"));
        ImageRecord first = index.put(new IndexEntry(Pictures.image("key", 7, attributes), X))
                .record();

        PutResult again = index.put(Pictures.entry("key", 7, X));

        assertThat(again).isEqualTo(new PutResult(first, false));
    }

    @Test
    void put_otherBytesUnderTheKey_isAnotherRecord() {
        VectorIndex index = index();
        ImageRecord first = add(index, "key", 7);

        PutResult other = index.put(Pictures.entry("key", 8, Y));

        assertThat(other.created()).isTrue();
        assertThat(other.record().id()).isNotEqualTo(first.id());
        assertThat(index.count()).isEqualTo(2);
        assertThat(index.find("key", Pictures.digest(7))).contains(first);
        assertThat(index.find("key", Pictures.digest(8))).contains(other.record());
    }

    @Test
    void put_sameBytesUnderAnotherKey_isAnotherRecord() {
        VectorIndex index = index();
        ImageRecord first = add(index, "one", 7);

        ImageRecord second = add(index, "two", 7);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(index.find("one", Pictures.digest(7))).contains(first);
        assertThat(index.find("two", Pictures.digest(7))).contains(second);
    }

    @Test
    void putAll_onePictureTwice_isOneRecord() {
        VectorIndex index = index();

        List<PutResult> results = index.putAll(List.of(
                new IndexEntry(Pictures.image("key", 7, Attributes.ofImgPath("a.jpg")), X),
                Pictures.entry("other", 8, Y),
                new IndexEntry(Pictures.image("key", 7, tagged("n", "2")), X)));

        assertThat(results).extracting(PutResult::created).containsExactly(true, true, false);
        ImageRecord record = results.get(2).record();
        assertThat(record.id()).isEqualTo(results.get(0).record().id());
        assertThat(record.attributes()).isEqualTo(new Attributes("a.jpg", Map.of("n", "2")));
        assertThat(index.get(record.id())).contains(record);
        assertThat(index.count()).isEqualTo(2);
    }

    @Test
    void putAll_manyPictures_answersThemInOrder() {
        VectorIndex index = index();
        List<String> keys = new ArrayList<>();

        List<ImageRecord> records = addMany(index, 300, "k");

        for (int i = 0; i < 300; i++) {
            keys.add("k" + i);
        }
        assertThat(records).extracting(ImageRecord::key).isEqualTo(keys);
        assertThat(records).extracting(ImageRecord::id).doesNotHaveDuplicates();
        assertThat(index.count()).isEqualTo(300);
    }

    @Test
    void putAll_nothing_answersNothing() {
        assertThat(index().putAll(List.of())).isEmpty();
    }

    @Test
    void putAll_oneOfAnotherDimension_storesNone() {
        VectorIndex index = index();

        assertThatThrownBy(() -> index.putAll(
                        List.of(Pictures.entry("a", 1, X), Pictures.entry("b", 2, Embedding.ofUnit(1, 0)))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(index.count()).isZero();
        assertThat(index.find("a", Pictures.digest(1))).isEmpty();
    }

    @Test
    void put_awkwardKeys_areKeptApartAndSurviveReopening() {
        VectorIndex index = index();
        List<ImageRecord> records = new ArrayList<>();
        for (String key : awkwardKeys()) {
            // One content for all, so that the key alone tells them apart.
            records.add(add(index, key, 7));
        }

        VectorIndex again = reopened(index);

        assertThat(again.count()).isEqualTo(awkwardKeys().size());
        for (ImageRecord record : records) {
            assertThat(again.find(record.key(), record.digest()))
                    .as(record.key())
                    .contains(record);
        }
        assertThat(again.find("b", Pictures.digest(7))).isEmpty();
    }

    @Test
    void put_longestAttributes_areStoredWhole() {
        VectorIndex index = index();
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < Attributes.MAX_TAGS; i++) {
            tags.put(i + "n".repeat(62), "图".repeat(256));
        }
        Attributes attributes = new Attributes("é".repeat(512), tags);

        ImageRecord record = index.put(new IndexEntry(Pictures.image("key", 7, attributes), X))
                .record();

        assertThat(reopened(index).get(record.id())).contains(record);
        assertThat(record.attributes()).isEqualTo(attributes);
    }

    @Test
    void update_knownId_changesAttributesOnly() {
        VectorIndex index = index();
        ImageRecord record = index.put(new IndexEntry(Pictures.image("key", 7, Attributes.ofImgPath("a")), X))
                .record();

        Optional<ImageRecord> changed = index.update(record.id(), old -> new Attributes(old.imgPath() + "b", Map.of()));

        assertThat(changed).contains(record.with(Attributes.ofImgPath("ab")));
        assertThat(index.get(record.id())).isEqualTo(changed);
        assertThat(search(index, 1, 1, 0, 0)).extracting(hit -> hit.record()).containsExactly(changed.orElseThrow());
        assertThat(reopened(index).get(record.id())).isEqualTo(changed);
    }

    @Test
    void update_unknownId_changesNothing() {
        VectorIndex index = index();
        ImageRecord record = add(index, "key");

        assertThat(index.update(record.id() + 1, old -> Attributes.ofImgPath("a")))
                .isEmpty();
        assertThat(index.get(record.id())).contains(record);
    }

    @Test
    void update_failingChange_leavesTheRecord() {
        VectorIndex index = index();
        ImageRecord record = add(index, "key");

        assertThatThrownBy(() -> index.update(record.id(), old -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(index.get(record.id())).contains(record);
        assertThat(add(index, "other").id()).isNotEqualTo(record.id());
    }

    @Test
    void lookups_unknown_answerNothing() {
        VectorIndex index = index();
        ImageRecord record = add(index, "key", 7);

        assertThat(index.get(record.id() + 1)).isEmpty();
        assertThat(index.get(0)).isEmpty();
        assertThat(index.get(-1)).isEmpty();
        assertThat(index.get(Long.MAX_VALUE)).isEmpty();
        assertThat(index.embedding(record.id() + 1)).isEmpty();
        assertThat(index.find("key", Pictures.digest(8))).isEmpty();
        assertThat(index.find("kez", Pictures.digest(7))).isEmpty();
        assertThat(index.holds(Pictures.digest(8))).isFalse();
        assertThat(index.holds(Pictures.digest(7))).isTrue();
    }
}
