package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.NewImage;
import io.likeness.index.SearchQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Restoring records with their ids and times, and finding all of a key. */
abstract class RestoreContract extends FilterContract {
    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

    private StoredImage stored(long id, String key, long content, Instant added) {
        NewImage image = Pictures.image(key, content, tagged("n", Long.toString(id)));
        ImageRecord record = new ImageRecord(id, key, image.digest(), image.header(), image.attributes(), added);
        return new StoredImage(record, Pictures.randomEmbedding(DIMENSION, random));
    }

    private static List<ImageRecord> records(List<StoredImage> images) {
        return images.stream()
                .map(StoredImage::record)
                .sorted(Comparator.comparing(Position::of))
                .toList();
    }

    private static void assertHolds(VectorIndex index, List<StoredImage> images) {
        assertThat(index.count()).isEqualTo(images.size());
        assertThat(walk(index, Order.OLDEST, 7)).isEqualTo(records(images));
        assertThat(walk(index, Order.NEWEST, 7)).isEqualTo(records(images).reversed());
        for (StoredImage image : images) {
            ImageRecord record = image.record();
            assertThat(index.get(record.id())).contains(record);
            assertThat(index.find(record.key(), record.digest())).contains(record);
            assertThat(index.holds(record.digest())).isTrue();
            assertThat(index.embedding(record.id())).contains(image.embedding());
            assertThat(hitIds(
                            index.search(new SearchQuery(image.embedding(), 1, new Filter.IdIn(Set.of(record.id()))))))
                    .containsExactly(record.id());
        }
        assertThat(index.check()).isEmpty();
    }

    /** Records whose times and ids are in different orders, with gaps between the ids. */
    private List<StoredImage> backup() {
        List<StoredImage> images = new ArrayList<>();
        for (int i = 0; i < rounds(60); i++) {
            long id = 3 + i * 1_000_003L % 100_000;
            images.add(stored(id, "k" + i % 20, newContent(), LONG_AGO.plusMillis(i * 37 % 50)));
        }
        return images;
    }

    @Test
    void restoreAll_emptyIndex_holdsTheRecordsAsTheyWere() {
        VectorIndex index = index();
        List<StoredImage> backup = backup();

        int half = backup.size() / 2;
        index.restoreAll(backup.subList(0, half));
        index.restoreAll(backup.subList(half, backup.size()));

        assertHolds(index, backup);
        assertHolds(reopened(reopened(index)), backup);
    }

    @Test
    void restoreAll_nothing_changesNothing() {
        VectorIndex index = index();
        index.restoreAll(List.of());

        assertThat(index.count()).isZero();
    }

    @Test
    void restoreAll_twice_changesNothing() {
        VectorIndex index = index();
        List<StoredImage> backup = backup();
        index.restoreAll(backup);
        index.restoreAll(backup);
        VectorIndex again = reopened(index);
        again.restoreAll(backup);

        assertHolds(again, backup);
        assertHolds(reopened(again), backup);
    }

    @Test
    void restoreAll_recordThatIsThereChanged_isReplaced() {
        VectorIndex index = index();
        StoredImage before = stored(5, "key", 1, LONG_AGO);
        StoredImage other = stored(6, "other", 1, LONG_AGO.plusSeconds(1));
        index.restoreAll(List.of(before, other));
        index.update(5, old -> Attributes.ofImgPath("changed"));
        StoredImage after = stored(5, "key", 1, LONG_AGO.plusSeconds(2));
        index.restoreAll(List.of(after));
        assertHolds(index, List.of(other, after));

        VectorIndex again = reopened(index);
        assertHolds(again, List.of(other, after));
        again.restoreAll(List.of(before));
        assertHolds(again, List.of(before, other));
        assertHolds(reopened(again), List.of(before, other));
    }

    @Test
    void restoreAll_idsOf63Bits_areKeptAndGivenToNoOther() {
        VectorIndex index = index();
        long high = Long.MAX_VALUE - (1L << 32);
        List<StoredImage> backup = List.of(
                stored(high, "high", 1, LONG_AGO), stored(445085583623111723L, "other", 2, LONG_AGO.plusSeconds(1)));
        index.restoreAll(backup);
        assertHolds(index, backup);

        VectorIndex again = reopened(index);
        assertHolds(again, backup);
        assertThat(add(again, "new").id()).isPositive().isNotIn(high, 445085583623111723L);
        assertThat(again.deleteIds(List.of(high))).hasSize(1);
        assertThat(add(reopened(again), "newer").id()).isPositive().isNotEqualTo(high);
    }

    @Test
    void put_afterRestoring_getsHigherIds() {
        VectorIndex index = index();
        assumeTrue(idsCountUp(), "ids that follow from key and content have no order");
        index.restoreAll(List.of(stored(70_000, "high", 1, LONG_AGO), stored(7, "low", 2, LONG_AGO)));

        assertThat(add(index, "new").id()).isGreaterThan(70_000);
        index.deleteIds(List.of(70_000L));
        VectorIndex again = reopened(index);
        again.restoreAll(List.of(stored(20, "middle", 3, LONG_AGO)));
        assertThat(add(reopened(again), "newer").id()).isGreaterThan(70_001);
    }

    @Test
    void restoreAll_contradictingWhatIsStored_storesNothing() {
        VectorIndex index = index();
        List<StoredImage> there = List.of(stored(5, "key", 1, LONG_AGO), stored(6, "key", 2, LONG_AGO));
        index.restoreAll(there);
        StoredImage fine = stored(9, "fine", 9, LONG_AGO);

        for (StoredImage wrong : List.of(
                stored(5, "other key", 1, LONG_AGO),
                stored(5, "key", 3, LONG_AGO),
                stored(7, "key", 1, LONG_AGO),
                stored(6, "key", 1, LONG_AGO))) {
            assertThatThrownBy(() -> index.restoreAll(List.of(fine, wrong)))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining("" + wrong.record().id());
            assertThatThrownBy(() -> index.restoreAll(List.of(wrong, fine))).isInstanceOf(Failure.Conflict.class);
        }
        assertHolds(index, there);
        assertHolds(reopened(index), there);
    }

    @Test
    void restoreAll_contradictingItself_storesNothing() {
        VectorIndex index = index();

        assertThatThrownBy(
                        () -> index.restoreAll(List.of(stored(5, "key", 1, LONG_AGO), stored(5, "other", 2, LONG_AGO))))
                .isInstanceOf(Failure.Conflict.class);
        assertThatThrownBy(
                        () -> index.restoreAll(List.of(stored(5, "key", 1, LONG_AGO), stored(6, "key", 1, LONG_AGO))))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(index.count()).isZero();
        StoredImage last = stored(5, "key", 1, LONG_AGO.plusSeconds(1));
        index.restoreAll(List.of(stored(5, "key", 1, LONG_AGO), last));
        assertHolds(index, List.of(last));
    }

    @Test
    void restoreAll_otherDimension_storesNothing() {
        VectorIndex index = index();
        StoredImage fine = stored(9, "fine", 9, LONG_AGO);
        StoredImage wrong = new StoredImage(stored(8, "wrong", 8, LONG_AGO).record(), Embedding.ofUnit(1, 0));

        assertThatThrownBy(() -> index.restoreAll(List.of(fine, wrong))).isInstanceOf(IllegalArgumentException.class);
        assertThat(index.count()).isZero();
    }

    @Test
    void restoreAll_idOfADeletedRecord_mayHaveAnotherKey() {
        VectorIndex index = index();
        StoredImage first = stored(5, "first", 1, LONG_AGO);
        index.restoreAll(List.of(first));
        VectorIndex again = reopened(index);
        again.deleteIds(List.of(5L));
        StoredImage second = stored(5, "second", 2, LONG_AGO.minusSeconds(1));
        again.restoreAll(List.of(second));

        assertHolds(again, List.of(second));
        assertThat(again.find("first", first.record().digest())).isEmpty();
        assertThat(again.findKey("first")).isEmpty();
        assertThat(again.holds(first.record().digest())).isFalse();
        assertThat(again.deleteKeys(List.of("first"))).isEmpty();
        assertHolds(reopened(again), List.of(second));
    }

    @Test
    void restoreAll_idOfARecordDeletedJustNow_mayHaveAnotherKey() {
        VectorIndex index = index();
        StoredImage first = stored(5, "first", 1, LONG_AGO);
        index.restoreAll(List.of(first));
        index.deleteIds(List.of(5L));
        StoredImage second = stored(5, "second", 2, LONG_AGO);
        index.restoreAll(List.of(second));

        assertHolds(index, List.of(second));
        assertThat(index.find("first", first.record().digest())).isEmpty();
        assertThat(index.findKey("first")).isEmpty();
        assertThat(index.holds(first.record().digest())).isFalse();
        assertThat(index.deleteKeys(List.of("first"))).isEmpty();
        // The old content may come back under an id of its own.
        ImageRecord back = index.put(new IndexEntry(Pictures.image("first", 1), first.embedding()))
                .record();
        assertThat(back.id()).isGreaterThan(5);
        assertThat(index.findKey("first")).containsExactly(back);
    }

    @Test
    void list_restoredAndNewRecords_areInTheOrderOfTimeThenId() {
        VectorIndex index = index();
        List<ImageRecord> records = new ArrayList<>(addMany(index, 20, "new"));
        List<StoredImage> restored = List.of(
                stored(900, "old", 1, LONG_AGO),
                stored(800, "old", 2, LONG_AGO),
                stored(700, "old", 3, LONG_AGO.plusSeconds(1)),
                stored(600, "later", 4, records.getFirst().added().plusSeconds(1000)));
        index.restoreAll(restored);
        records.addAll(records(restored));
        records.sort(Comparator.comparing(Position::of));

        for (int limit : new int[] {1, 3, 1000}) {
            assertThat(walk(index, Order.OLDEST, limit)).isEqualTo(records);
            assertThat(walk(index, Order.NEWEST, limit)).isEqualTo(records.reversed());
        }
        assertThat(index.list(new ListQuery(Order.OLDEST, new Position(LONG_AGO, 800), 1)))
                .containsExactly(restored.get(0).record());
    }

    @Test
    void findKey_severalRecords_areAllByIdAndNoOthers() {
        VectorIndex index = index();
        List<ImageRecord> wanted = new ArrayList<>();
        for (int i = 0; i < Math.max(7, rounds(30)); i++) {
            wanted.add(add(index, "k*"));
            add(index, "k" + i);
        }
        assertThat(index.findKey("k*")).isEqualTo(byId(wanted));

        VectorIndex again = reopened(index);
        wanted.add(add(again, "k*"));
        again.deleteIds(List.of(wanted.remove(3).id()));
        ImageRecord changed =
                again.update(wanted.get(5).id(), old -> tagged("a", "b")).orElseThrow();
        wanted.set(5, changed);

        assertThat(again.findKey("k*")).isEqualTo(byId(wanted));
        assertThat(again.findKey("k")).isEmpty();
        assertThat(again.findKey("")).isEmpty();
        assertThat(again.findKey("x".repeat(70_000))).isEmpty();
        assertThat(again.deleteKeys(List.of("x".repeat(70_000)))).isEmpty();
    }

    @Test
    void filteredAndRestoringCalls_afterClose_areUnavailable() {
        VectorIndex index = index();
        index.close();

        List<ThrowingCallable> calls = List.of(
                () -> index.restoreAll(List.of()),
                () -> index.restoreAll(List.of(stored(1, "key", 1, LONG_AGO))),
                () -> index.findKey("key"),
                () -> index.count(Filter.ALL),
                () -> index.count(new Filter.KeyPrefix("k")));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(Failure.Unavailable.class);
        }
    }
}
