package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.Filter.And;
import io.likeness.index.Filter.IdIn;
import io.likeness.index.Filter.KeyIn;
import io.likeness.index.Filter.KeyPrefix;
import io.likeness.index.Filter.Not;
import io.likeness.index.Filter.Or;
import io.likeness.index.Filter.TagIn;
import io.likeness.index.Filter.TagRange;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters of searches, walks and counts: they mean the records that {@link Filter#matches} says. */
abstract class FilterContract extends WalkContract {
    private static final String HIGH_SURROGATE = "\ud83d";

    static Stream<Filter> filters() {
        Filter red = new TagIn("colour", Set.of("red"));
        Filter cheap = new TagRange("price", 1, 5);
        Filter a = new KeyPrefix("a");
        return Stream.of(
                Filter.ALL,
                red,
                new TagIn("colour", Set.of("red", "blue", "none has this")),
                new TagIn("colour", Set.of()),
                new TagIn("colour", Set.of("")),
                new TagIn("colou", Set.of("rred", "\0red")),
                new TagIn("colour\0red", Set.of("", "x")),
                new TagIn("colour", Set.of("red\0x")),
                new TagIn("absent", Set.of("red")),
                new TagIn("n".repeat(70_000), Set.of("v".repeat(70_000))),
                cheap,
                new TagRange("price", 5, 5),
                new TagRange("price", 0, 0),
                new TagRange("price", -0.0, -0.0),
                new TagRange("price", Math.nextUp(0.0), 5),
                new TagRange("price", Double.NEGATIVE_INFINITY, -0.5),
                new TagRange("price", 100, Double.POSITIVE_INFINITY),
                new TagRange("price", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                new TagRange("price", 5, 1),
                new TagRange("colour", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                new TagRange("absent", 0, 1),
                new TagRange(HIGH_SURROGATE, 0, 10),
                a,
                new KeyPrefix(""),
                new KeyPrefix("a/*"),
                new KeyPrefix("a/\0"),
                new KeyPrefix("a/" + HIGH_SURROGATE),
                new KeyPrefix("a/\ud83d\ude00"),
                new KeyPrefix("\ud83d\ude00".substring(1)),
                new KeyPrefix("é"),
                new KeyPrefix("a".repeat(70_000)),
                new KeyIn(Set.of()),
                new KeyIn(Set.of("a/*", "b", "not there", "", "x".repeat(70_000))),
                new IdIn(Set.of()),
                new IdIn(Set.of(1L, 3L, 5L, -7L, 0L, Long.MAX_VALUE, Long.MIN_VALUE)),
                new And(List.of(red, cheap)),
                new And(List.of(red, new TagIn("colour", Set.of("blue")))),
                new Or(List.of()),
                new Or(List.of(red, cheap, a)),
                new Not(Filter.ALL),
                new Not(red),
                new Not(new Not(cheap)),
                new And(List.of(a, new Not(new Or(List.of(red, new IdIn(Set.of(2L, 4L))))))),
                new Or(List.of(new And(List.of(red, a)), new And(List.of(new Not(a), cheap)))));
    }

    private void addTagged(VectorIndex index) {
        List<String> keys = List.of(
                "a", "a/", "a/*", "a/x", "a/\0z", "a/\ud83d\ude00", "a/\ud83d\ude01y", "b", "é", "e\u0301", "\uffff");
        List<String> colours = List.of("red", "blue", "", "Red", "red\0x", "7");
        List<String> prices =
                List.of("0", "-0", "0.0", "1", "1.0000001", "5", "5.00", "-3e2", "1e3", "NaN", "0x3", "1e999");
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            Map<String, String> tags = switch (i % 7) {
                case 0 -> Map.of();
                case 1 -> Map.of("colour", colours.get(i % colours.size()));
                case 2 -> Map.of("price", prices.get(i % prices.size()), "colour\0red", "x");
                case 3 -> Map.of("\ufffd", "3", "price", prices.get(i % prices.size()));
                default -> Map.of("colour", colours.get(i % colours.size()), "price", prices.get(i % prices.size()));
            };
            entries.add(new IndexEntry(
                    Pictures.image(keys.get(i % keys.size()), newContent(), new Attributes("", tags)),
                    Pictures.randomEmbedding(index.dimension(), random)));
        }
        int step = entries.size() / rounds(7);
        for (int i = 0; i < entries.size(); i += step) {
            index.putAll(entries.subList(i, Math.min(entries.size(), i + step)));
        }
    }

    private static List<ImageRecord> meant(Filter filter, List<ImageRecord> records) {
        return records.stream().filter(filter::matches).toList();
    }

    private static List<ImageRecord> walk(VectorIndex index, Order order, int limit, Filter filter) {
        List<ImageRecord> all = new ArrayList<>();
        ListQuery.Position after = null;
        while (true) {
            List<ImageRecord> page = index.list(new ListQuery(order, after, limit, filter));
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            after = ListQuery.Position.of(page.getLast());
        }
    }

    private void assertAgrees(VectorIndex index, Filter filter) {
        List<ImageRecord> all = walk(index, Order.OLDEST, 1000);
        List<ImageRecord> expected = meant(filter, all);
        Embedding query = Pictures.randomEmbedding(index.dimension(), random);

        assertThat(index.count(filter)).as("count of %s", filter).isEqualTo(expected.size());
        assertThat(walk(index, Order.OLDEST, 9, filter))
                .as("walk of %s", filter)
                .isEqualTo(expected);
        assertThat(walk(index, Order.NEWEST, 9, filter))
                .as("walk of %s", filter)
                .isEqualTo(expected.reversed());
        List<Hit> hits = index.search(new SearchQuery(query, 1000, filter));
        assertThat(hits).as("search of %s", filter).isSortedAccordingTo(Hit.BEST_FIRST);
        assertThat(hits)
                .as("search of %s", filter)
                .extracting(Hit::record)
                .containsExactlyInAnyOrderElementsOf(expected);
        List<Hit> first = index.search(new SearchQuery(query, 3, filter));
        assertThat(first).as("search of %s", filter).isEqualTo(hits.subList(0, Math.min(3, hits.size())));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filter_anyKind_meansTheRecordsThatItMatches(Filter filter) {
        VectorIndex index = index();
        addTagged(index);

        assertAgrees(index, filter);
        assertAgrees(reopened(index), filter);
    }

    @Test
    void filter_randomlyNested_meansTheRecordsThatItMatches() {
        VectorIndex index = index();
        addTagged(index);
        VectorIndex again = reopened(index);
        // Some of what is stored moved, some changed since.
        List<Long> ids = ids(walk(again, Order.OLDEST, 1000, Filter.ALL));
        for (int i = 0; i < rounds(139); i += 3) {
            again.update(ids.get(i), old -> tagged("colour", "blue"));
        }
        again.deleteIds(List.of(ids.get(1), ids.get(4), ids.get(29)));
        List<Filter> parts = filters().toList();
        for (int i = 0; i < rounds(60); i++) {
            assertAgrees(again, nested(parts, 4));
        }
    }

    private Filter nested(List<Filter> parts, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        return switch (kind) {
            case 0 -> parts.get(random.nextInt(parts.size()));
            case 1 -> new Not(nested(parts, depth - 1));
            case 2 -> new And(List.of(nested(parts, depth - 1), nested(parts, depth - 1)));
            default -> new Or(List.of(nested(parts, depth - 1), nested(parts, depth - 1), nested(parts, depth - 1)));
        };
    }

    @Test
    void filter_manyParts_isTaken() {
        VectorIndex index = index();
        List<ImageRecord> records = addMany(index, 30, "k");
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            parts.add(new KeyIn(Set.of("k" + (i + 10))));
        }

        assertThat(index.count(new Or(parts))).isEqualTo(20);
        assertThat(walk(index, Order.OLDEST, 100, new Not(new Or(parts)))).isEqualTo(inOrder(records.subList(0, 10)));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void filter_afterChanges_meansTheRecordsAsTheyAreNow(Order order) {
        VectorIndex index = reopened(indexOfRed(40));
        Filter red = new TagIn("colour", Set.of("red"));
        Filter seven = new TagRange("colour", 7, 7);

        List<Long> some = ids(walk(index, order, 40, red)).subList(3, 6);
        long number = some.get(0);

        index.update(number, old -> tagged("colour", "7"));
        index.update(some.get(1), old -> Attributes.NONE);
        index.deleteIds(List.of(some.get(2)));

        assertThat(index.count(red)).isEqualTo(37);
        assertThat(ids(walk(index, order, 10, red))).hasSize(37).doesNotContainAnyElementsOf(some);
        assertThat(hitIds(index.search(new SearchQuery(Embedding.ofUnit(1, 0, 0), 100, red))))
                .hasSize(37)
                .doesNotContainAnyElementsOf(some);
        assertThat(index.count(seven)).isEqualTo(1);
        assertThat(ids(walk(index, order, 10, seven))).containsExactly(number);
        assertThat(hitIds(index.search(new SearchQuery(Embedding.ofUnit(1, 0, 0), 100, seven))))
                .containsExactly(number);
    }

    private VectorIndex indexOfRed(int count) {
        VectorIndex index = index();
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new IndexEntry(
                    Pictures.image("k" + i, newContent(), tagged("colour", "red")),
                    Pictures.randomEmbedding(DIMENSION, random)));
        }
        index.putAll(entries);
        return index;
    }

    @Test
    void search_fewMeantAmongNearerOnes_findsThem() {
        VectorIndex index = index();
        List<IndexEntry> near = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            near.add(Pictures.entry("near", newContent(), Embedding.normalised(1, random.nextFloat() / 10, 0)));
        }
        index.putAll(near);
        ImageRecord far = add(index, "far", -1, 0, 0);
        ImageRecord farther = add(index, "far", -2, 0.001f, 0);

        List<Hit> hits = index.search(new SearchQuery(Embedding.ofUnit(1, 0, 0), 2, new KeyIn(Set.of("far"))));

        assertThat(hits).extracting(Hit::record).containsExactlyInAnyOrder(far, farther);
    }
}
