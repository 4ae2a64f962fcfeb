package io.likeness.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private final Map<Long, ImageRecord> records = IntStream.rangeClosed(1, 9)
            .mapToObj(id -> TestLibrary.record(id, id == 9 ? "content1" : "content" + id, 100 + id))
            .collect(Collectors.toMap(ImageRecord::id, Function.identity()));

    @Test
    void of_chainOfEditedCopies_isOneGroupWithTheLargestFirst() {
        List<DuplicateGroup> groups = groups(Set.of(), edited(1, 2, .9), edited(2, 3, .8));
        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst().kind()).isEqualTo(Kind.EDITED);
        assertThat(ids(groups.getFirst())).containsExactly(3L, 2L, 1L);
        assertThat(groups.getFirst().members().getLast().of()).isEqualTo(2);
    }

    @Test
    void of_sameBytes_isAnExactGroup() {
        assertThat(groups(Set.of(), Pair.of(9, 1, Relation.EXACT, 1, 1)))
                .extracting(DuplicateGroup::kind)
                .containsExactly(Kind.EXACT);
    }

    @Test
    void of_collageOfTwoPictures_neverPutsTheseTwoTogether() {
        List<DuplicateGroup> groups = groups(
                Set.of(), Pair.of(1, 5, Relation.CROP, .9, .5), edited(2, 5, .9), Pair.of(3, 6, Relation.CROP, .9, .5));
        assertThat(groups)
                .extracting(GroupingTest::ids)
                .containsExactly(List.of(5L, 1L), List.of(5L, 2L), List.of(6L, 3L));
        assertThat(groups).extracting(DuplicateGroup::kind).containsExactly(Kind.PART, Kind.EDITED, Kind.PART);
        assertThat(groups.getFirst().members().getLast().relation()).isEqualTo(Relation.CROP);
        assertThat(groups.getFirst().best().relation()).isEqualTo(Relation.CONTAINS);
    }

    @Test
    void of_partOfTwoCopiesOfOnePicture_isToldOnce() {
        List<DuplicateGroup> groups = groups(
                Set.of(), edited(5, 6, .9), Pair.of(1, 5, Relation.CROP, .8, .5), Pair.of(1, 6, Relation.CROP, .9, .5));
        assertThat(groups).extracting(GroupingTest::ids).containsExactly(List.of(6L, 1L), List.of(6L, 5L));
    }

    @Test
    void of_pairKeptApart_isNotBroughtBackByAThirdPicture() {
        Set<Decisions.Apart> apart = Set.of(Decisions.Apart.of(record(1), record(2)));
        List<DuplicateGroup> groups = groups(apart, edited(1, 2, .99), edited(1, 3, .9), edited(2, 3, .8));
        assertThat(groups).extracting(GroupingTest::ids).containsExactly(List.of(3L, 1L));
    }

    @Test
    void of_pairKeptApartByContent_holdsForEveryPictureOfThatContent() {
        Set<Decisions.Apart> apart = Set.of(Decisions.Apart.of(record(1), record(2)));
        List<DuplicateGroup> groups = groups(apart, Pair.of(1, 9, Relation.EXACT, 1, 1), edited(9, 2, .9));
        assertThat(groups).extracting(GroupingTest::ids).containsExactly(List.of(9L, 1L));
    }

    @Test
    void of_pictureThatIsGone_leavesItsPairsOut() {
        assertThat(groups(Set.of(), edited(1, 77, .9))).isEmpty();
    }

    @Test
    void of_rulesInAnotherOrder_proposesAnother() {
        List<DuplicateGroup> groups = Grouping.of(
                List.of(edited(1, 2, .9)),
                records,
                Set.of(),
                BestRule.order(BestRule.read(List.of("oldest", "pixels"))));
        assertThat(groups.getFirst().best().record().id()).isEqualTo(1);
    }

    @Test
    void surplus_pictureForWhichAnotherGoes_staysAlthoughAnotherGroupWouldGiveItUp() {
        // Picture 1 lies in 5, and 5 is a copy of the larger 6: to delete both 1 and 5 would lose 1.
        List<DuplicateGroup> groups = groups(Set.of(), Pair.of(1, 5, Relation.CROP, .9, .5), edited(5, 6, .9));
        List<String> all = groups.stream().map(DuplicateGroup::id).toList();
        assertThat(all).containsExactly("p5", "w5");
        assertThat(new KeepOrder(all, Set.of()).surplus(groups)).containsExactly(1L);
        assertThat(new KeepOrder(all.reversed(), Set.of()).surplus(groups)).containsExactly(5L);
        assertThat(new KeepOrder(List.of("w5"), Set.of(5L)).surplus(groups)).containsExactly(6L);
    }

    @Test
    void surplus_whatIsNotThere_isRefused() {
        List<DuplicateGroup> groups = groups(Set.of(), edited(5, 6, .9));
        assertThatThrownBy(() -> new KeepOrder(List.of("w7"), Set.of()).surplus(groups))
                .isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> new KeepOrder(List.of("w5"), Set.of(3L)).surplus(groups))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("picture 3");
    }

    private ImageRecord record(long id) {
        return records.getOrDefault(id, TestLibrary.record(id, "none", 1));
    }

    private List<DuplicateGroup> groups(Set<Decisions.Apart> apart, Pair... pairs) {
        return Grouping.of(List.of(pairs), records, apart, BestRule.order(BestRule.DEFAULT));
    }

    private static Pair edited(long a, long b, double confidence) {
        return Pair.of(a, b, Relation.EDITED, confidence, .9);
    }

    private static List<Long> ids(DuplicateGroup group) {
        return group.members().stream().map(member -> member.record().id()).toList();
    }
}
