package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.VectorIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks over the records by the time they were added. */
abstract class WalkContract extends SearchContract {
    private static final Comparator<ImageRecord> OLDEST_FIRST = Comparator.comparing(Position::of);

    @ParameterizedTest
    @EnumSource(Order.class)
    void list_emptyIndex_answersNothing(Order order) {
        assertThat(walk(index(), order, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1000})
    void list_pages_areTheWholeInOrder(int limit) {
        VectorIndex index = index();
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < rounds(10); i++) {
            records.addAll(addMany(index, 10, "k" + i + "-"));
        }
        index.deleteIds(List.of(
                records.remove(records.size() / 2).id(), records.remove(0).id()));
        records.sort(OLDEST_FIRST);

        assertThat(walk(index, Order.OLDEST, limit)).isEqualTo(records);
        assertThat(walk(index, Order.NEWEST, limit)).isEqualTo(records.reversed());
        VectorIndex again = reopened(index);
        assertThat(walk(again, Order.OLDEST, limit)).isEqualTo(records);
        assertThat(walk(again, Order.NEWEST, limit)).isEqualTo(records.reversed());
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void list_limit_isKept(Order order) {
        VectorIndex index = index();
        addMany(index, 1200, "k");

        assertThat(index.list(new ListQuery(order, null, 1000))).hasSize(1000);
        assertThat(index.list(new ListQuery(order, null, 1))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void list_afterADeletedRecord_goesOnBehindIt(Order order) {
        VectorIndex index = index();
        List<ImageRecord> records = addMany(index, 30, "k");
        ImageRecord last = index.list(new ListQuery(order, null, 10)).getLast();
        index.deleteIds(List.of(last.id()));

        List<ImageRecord> next = index.list(new ListQuery(order, Position.of(last), 100));

        assertThat(next).hasSize(20).doesNotContain(last);
        assertThat(records).containsAll(next);
    }

    @Test
    void list_positionsThatAreNoRecord_divideByTime() {
        VectorIndex index = index();
        List<ImageRecord> records = inOrder(addMany(index, 20, "k"));
        Instant before = records.getFirst().added().minusSeconds(1);
        Instant after = records.getLast().added().plusSeconds(1);

        for (long id : new long[] {0, records.get(7).id(), Long.MAX_VALUE}) {
            Position early = new Position(before, id);
            Position late = new Position(after, id);
            assertThat(index.list(new ListQuery(Order.OLDEST, early, 100))).isEqualTo(records);
            assertThat(index.list(new ListQuery(Order.OLDEST, late, 100))).isEmpty();
            assertThat(index.list(new ListQuery(Order.NEWEST, early, 100))).isEmpty();
            assertThat(index.list(new ListQuery(Order.NEWEST, late, 100))).isEqualTo(records.reversed());
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void list_whileAddingAndDeleting_skipsAndRepeatsNothingThatStays(Order order) {
        VectorIndex index = index();
        int third = rounds(200);
        List<ImageRecord> staying = addMany(index, third, "stays");
        List<ImageRecord> passing = addMany(index, third, "passes");
        List<ImageRecord> staying2 = addMany(index, third, "stays too");
        List<ImageRecord> seen = new ArrayList<>();
        Position after = null;
        int step = 0;
        while (true) {
            List<ImageRecord> page = index.list(new ListQuery(order, after, 17));
            if (page.isEmpty() || step > 200) {
                break;
            }
            seen.addAll(page);
            after = Position.of(page.getLast());
            index.deleteIds(List.of(passing.get(step * 3 % third).id()));
            index.update(staying.get(step % third).id(), old -> tagged("changed", "yes"));
            if (order == Order.NEWEST || step < 20) {
                addMany(index, 2, "new" + step + "-");
            }
            step++;
        }

        assertThat(ids(seen)).doesNotHaveDuplicates().containsAll(ids(staying)).containsAll(ids(staying2));
        assertThat(seen).isSortedAccordingTo(order == Order.OLDEST ? OLDEST_FIRST : OLDEST_FIRST.reversed());
    }

    @Test
    void list_updatedRecord_keepsItsPlace() {
        VectorIndex index = index();
        List<ImageRecord> records = inOrder(addMany(index, 10, "k"));

        index.update(records.get(4).id(), old -> tagged("a", "b"));

        assertThat(ids(walk(index, Order.OLDEST, 3))).isEqualTo(ids(records));
        assertThat(walk(index, Order.OLDEST, 3).get(4).attributes()).isEqualTo(tagged("a", "b"));
    }
}
