package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is deleted, and that it is gone from every answer. */
abstract class DeletionContract extends IdentityContract {
    @Test
    void deleteIds_knownAndUnknown_answersTheKnown() {
        VectorIndex index = index();
        ImageRecord a = add(index, "a");
        ImageRecord b = add(index, "b");
        ImageRecord c = add(index, "c");

        List<ImageRecord> deleted = index.deleteIds(List.of(c.id(), 0L, -5L, a.id(), a.id(), c.id() + 100));

        assertThat(deleted).containsExactlyInAnyOrder(a, c);
        assertThat(index.count()).isEqualTo(1);
        assertThat(index.get(b.id())).contains(b);
    }

    @Test
    void delete_nothing_answersNothing() {
        VectorIndex index = index();
        add(index, "a");

        assertThat(index.deleteIds(List.of())).isEmpty();
        assertThat(index.deleteKeys(List.of())).isEmpty();
        assertThat(index.deleteKeys(List.of("b", ""))).isEmpty();
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void deleteIds_deletedBefore_answersNothing() {
        VectorIndex index = index();
        ImageRecord a = add(index, "a");
        index.deleteIds(List.of(a.id()));

        assertThat(index.deleteIds(List.of(a.id()))).isEmpty();
        assertThat(index.count()).isZero();
    }

    @Test
    void deleteIds_record_isInNoAnswer() {
        VectorIndex index = index();
        ImageRecord gone = add(index, "a", 1, 0, 0);
        ImageRecord stays = add(index, "b", 0, 1, 0);

        index.deleteIds(List.of(gone.id()));

        assertGone(index, gone, stays);
        assertGone(reopened(index), gone, stays);
    }

    private static void assertGone(VectorIndex index, ImageRecord gone, ImageRecord stays) {
        assertThat(index.get(gone.id())).isEmpty();
        assertThat(index.embedding(gone.id())).isEmpty();
        assertThat(index.find(gone.key(), gone.digest())).isEmpty();
        assertThat(index.holds(gone.digest())).isFalse();
        assertThat(index.update(gone.id(), old -> Attributes.ofImgPath("b"))).isEmpty();
        assertThat(index.deleteKeys(List.of(gone.key()))).isEmpty();
        assertThat(hitIds(search(index, 10, 1, 0, 0))).containsExactly(stays.id());
        assertThat(walk(index, ListQuery.Order.OLDEST, 10)).containsExactly(stays);
        assertThat(walk(index, ListQuery.Order.NEWEST, 10)).containsExactly(stays);
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void deleteIds_thousands_deletesThemAll() {
        VectorIndex index = index();
        List<ImageRecord> records = addMany(index, 3000, "k");
        List<ImageRecord> half = records.stream().filter(r -> r.id() % 2 == 0).toList();

        List<ImageRecord> deleted = index.deleteIds(ids(half));

        assertThat(deleted).containsExactlyInAnyOrderElementsOf(half);
        assertThat(index.count()).isEqualTo(records.size() - half.size());
        assertThat(walk(index, ListQuery.Order.OLDEST, 1000)).noneMatch(half::contains);
    }

    @Test
    void deleteKeys_manyKeysOfManyRecords_deletesAllOfThose() {
        VectorIndex index = index();
        List<String> keys = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (ImageRecord record : addMany(index, 500, "k")) {
                if (record.id() % 2 == 0) {
                    keys.add(record.key());
                }
            }
        }
        List<ImageRecord> expected = walk(index, ListQuery.Order.OLDEST, 1000).stream()
                .filter(record -> keys.contains(record.key()))
                .toList();

        List<ImageRecord> deleted = index.deleteKeys(keys);

        assertThat(deleted).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(500);
        assertThat(index.count()).isEqualTo(1500 - expected.size());
    }

    @Test
    void deleteKeys_awkwardKey_deletesThatKeyAlone() {
        VectorIndex index = index();
        List<ImageRecord> left = new ArrayList<>();
        awkwardKeys().forEach(key -> left.add(add(index, key)));

        for (String key : awkwardKeys()) {
            assertThat(index.deleteKeys(List.of(key)))
                    .as(key)
                    .extracting(ImageRecord::key)
                    .containsExactly(key);
            left.removeIf(record -> record.key().equals(key));
            assertThat(index.count()).as(key).isEqualTo(left.size());
        }
        assertThat(walk(index, ListQuery.Order.OLDEST, 10)).isEmpty();
    }

    @Test
    void put_afterDelete_isANewRecord() {
        VectorIndex index = index();
        ImageRecord first = add(index, "key", 7);
        index.deleteIds(List.of(first.id()));

        ImageRecord second = add(index, "key", 7);

        if (idsCountUp()) {
            assertThat(second.id()).isGreaterThan(first.id());
            assertThat(index.get(first.id())).isEmpty();
        } else {
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(index.get(first.id())).contains(second);
        }
        assertThat(index.find("key", Pictures.digest(7))).contains(second);
        assertThat(index.holds(Pictures.digest(7))).isTrue();
        assertThat(index.deleteKeys(List.of("key"))).containsExactly(second);
    }

    @Test
    void put_afterDeletingTheNewestAndReopening_neverGivesItsIdAgain() {
        VectorIndex index = index();
        ImageRecord newest = addMany(index, 20, "k").getLast();
        index.deleteIds(List.of(newest.id()));
        VectorIndex again = reopened(reopened(index));

        long id = add(again, "key").id();
        assertThat(id).isNotEqualTo(newest.id());
        if (idsCountUp()) {
            assertThat(id).isGreaterThan(newest.id());
        }
    }

    @Test
    void holds_contentUnderTwoKeys_untilTheLastIsDeleted() {
        VectorIndex index = index();
        ImageRecord one = add(index, "one", 7);
        ImageRecord two = add(index, "two", 7);

        index.deleteIds(List.of(one.id()));
        assertThat(index.holds(Pictures.digest(7))).isTrue();
        index.deleteIds(List.of(two.id()));
        assertThat(index.holds(Pictures.digest(7))).isFalse();
    }
}
