package io.likeness.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.Filter;
import io.likeness.index.Filter.And;
import io.likeness.index.Filter.IdIn;
import io.likeness.index.Filter.KeyIn;
import io.likeness.index.Filter.KeyPrefix;
import io.likeness.index.Filter.Not;
import io.likeness.index.Filter.Or;
import io.likeness.index.Filter.TagIn;
import io.likeness.index.Filter.TagRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static String text(Filter filter) {
        return Expression.of(filter).text();
    }

    @Test
    void of_constants_areFolded() {
        assertThat(Expression.of(Filter.ALL)).isEqualTo(Expression.Constant.ALL);
        assertThat(Expression.of(new Or(List.of()))).isEqualTo(Expression.Constant.NONE);
        assertThat(Expression.of(new Not(Filter.ALL))).isEqualTo(Expression.Constant.NONE);
        assertThat(Expression.of(new And(List.of(new KeyIn(Set.of("a")), new IdIn(Set.of())))))
                .isEqualTo(Expression.Constant.NONE);
        assertThat(Expression.of(new Or(List.of(new KeyIn(Set.of("a")), Filter.ALL))))
                .isEqualTo(Expression.Constant.ALL);
        assertThat(text(Filter.ALL)).isEqualTo("id > 0");
        assertThat(text(new Or(List.of()))).isEqualTo("id < 0");
    }

    @Test
    void of_whatNoRecordCanHave_isNone() {
        List<Filter> impossible = List.of(
                new KeyIn(Set.of("", "x".repeat(513), "\ud83d")),
                new KeyPrefix("x".repeat(513)),
                new KeyPrefix("\ude00"),
                new TagIn("n".repeat(300), Set.of("v")),
                new TagIn("n", Set.of("\ud83d")),
                new TagRange("n", 5, 1),
                new TagRange("n", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                new IdIn(Set.of(0L, -1L)));
        for (Filter filter : impossible) {
            assertThat(Expression.of(filter)).as("%s", filter).isEqualTo(Expression.Constant.NONE);
        }
    }

    @Test
    void of_keys_areEscaped() {
        assertThat(text(new KeyIn(Set.of("a\"b")))).isEqualTo("key in [\"a\\u0022b\"]");
        assertThat(text(new KeyPrefix("a/"))).isEqualTo("(key >= \"a/\") and (key < \"a0\")");
        assertThat(text(new KeyPrefix("%"))).isEqualTo("(key >= \"\\u0025\") and (key < \"\\u0026\")");
    }

    @Test
    void of_halfACharacterAsPrefix_meansAllThatBeginWithIt() {
        assertThat(text(new KeyPrefix("a\ud83d"))).isEqualTo("(key >= \"a\\U0001f400\") and (key < \"a\\U0001f800\")");
    }

    @Test
    void of_tags_neverWriteNamesOrValues() {
        String hostile = "\"] or true or tags[\"";
        assertThat(text(new TagIn(hostile, Set.of(hostile))))
                .matches("array_contains\\(marks, \"[A-Za-z0-9_\\\\u-]+\"\\)");
        assertThat(text(new TagIn("a", Set.of("b", "c"))))
                .matches("array_contains_any\\(marks, \\[\"[^\"]+\", \"[^\"]+\"]\\)");
        assertThat(text(new TagRange(hostile, -1, 2.5)))
                .matches(
                        "\\(array_contains\\(marks, \"[^\"]+\"\\)\\) and "
                                + "\\(\\(numbers\\[\"n[0-9a-f]{40}\"] >= -1\\.0\\) and \\(numbers\\[\"n[0-9a-f]{40}\"] <= 2\\.5\\)\\)");
    }

    @Test
    void of_thousandsOfParts_areOneComparison() {
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            parts.add(new KeyIn(Set.of("k" + i)));
        }
        assertThat(text(new Or(parts))).startsWith("key in [").doesNotContain(" or ");
    }

    @Test
    void of_thousandsOfDifferentParts_areShallow() {
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            parts.add(new KeyPrefix("k" + i + "/"));
        }
        int depth = 0;
        int deepest = 0;
        for (char c : text(new Or(parts)).toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        assertThat(depth).isZero();
        assertThat(deepest).isLessThan(20);
    }
}
