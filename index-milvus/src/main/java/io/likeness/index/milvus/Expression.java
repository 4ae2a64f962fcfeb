package io.likeness.index.milvus;

import io.likeness.index.Filter;
import io.likeness.index.NewImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A {@link Filter} as a boolean expression of Milvus. Every comparison in it is true or false for every record, never unknown: versions differ in what
 * becomes of a negated comparison with something that is not there. Immutable.
 */
sealed interface Expression {
    /** Every record, or no record. */
    enum Constant implements Expression {
        ALL,
        NONE
    }

    /** Something that Milvus evaluates, ready to stand in parentheses. */
    record Condition(String text) implements Expression {}

    /** The text for Milvus; one that means every record where that is meant. */
    default String text() {
        return switch (this) {
            // Ids are positive.
            case Constant.ALL -> Columns.ID + " > 0";
            case Constant.NONE -> Columns.ID + " < 0";
            case Condition(String text) -> text;
        };
    }

    /** What {@code filter} means. */
    static Expression of(Filter filter) {
        return switch (filter) {
            case Filter.TagIn(String name, Set<String> values) -> tagIn(name, values);
            case Filter.TagRange range -> tagRange(range);
            case Filter.KeyPrefix(String prefix) -> keyPrefix(prefix);
            case Filter.KeyIn(Set<String> keys) -> keyIn(keys);
            case Filter.IdIn(Set<Long> ids) ->
                in(Columns.ID, ids.stream().filter(id -> id > 0).sorted().toList());
            case Filter.And(List<Filter> parts) ->
                and(parts.stream().map(Expression::of).toList());
            case Filter.Or(List<Filter> parts) ->
                or(merged(parts).stream().map(Expression::of).toList());
            case Filter.Not(Filter part) -> not(of(part));
        };
    }

    /** What all {@code parts} mean. */
    static Expression and(List<Expression> parts) {
        return joined(parts, " and ", Constant.NONE, Constant.ALL);
    }

    private static Expression or(List<Expression> parts) {
        return joined(parts, " or ", Constant.ALL, Constant.NONE);
    }

    private static Expression not(Expression part) {
        return switch (part) {
            case Constant.ALL -> Constant.NONE;
            case Constant.NONE -> Constant.ALL;
            case Condition(String text) -> new Condition("not (" + text + ")");
        };
    }

    private static Expression joined(List<Expression> parts, String word, Expression decides, Expression empty) {
        if (parts.contains(decides)) {
            return decides;
        }
        List<String> texts = parts.stream()
                .filter(part -> !part.equals(empty))
                .map(Expression::text)
                .distinct()
                .toList();
        return texts.isEmpty() ? empty : new Condition(balanced(texts, word));
    }

    /** In pairs of pairs: Milvus follows an expression down by recursion. */
    private static String balanced(List<String> texts, String word) {
        if (texts.size() == 1) {
            return texts.getFirst();
        }
        int half = texts.size() / 2;
        return "(" + balanced(texts.subList(0, half), word) + ")" + word + "("
                + balanced(texts.subList(half, texts.size()), word) + ")";
    }

    /** The parts with those of one kind put together, so that thousands of them are one comparison. */
    private static List<Filter> merged(List<Filter> parts) {
        Set<String> keys = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        Map<String, Set<String>> tags = new TreeMap<>();
        List<Filter> all = new ArrayList<>();
        for (Filter part : parts) {
            switch (part) {
                case Filter.KeyIn(Set<String> some) -> keys.addAll(some);
                case Filter.IdIn(Set<Long> some) -> ids.addAll(some);
                case Filter.TagIn(String name, Set<String> values) ->
                    tags.computeIfAbsent(name, _ -> new HashSet<>()).addAll(values);
                case Filter.TagRange _, Filter.KeyPrefix _, Filter.And _, Filter.Or _, Filter.Not _ -> all.add(part);
            }
        }
        all.add(new Filter.KeyIn(keys));
        all.add(new Filter.IdIn(ids));
        tags.forEach((name, values) -> all.add(new Filter.TagIn(name, values)));
        return all;
    }

    private static Expression tagIn(String name, Set<String> values) {
        if (!isTagName(name)) {
            return Constant.NONE;
        }
        // A value that cannot be stored would be hashed as another.
        Set<String> marks = values.stream()
                .filter(value -> Literals.fits(value, Columns.MAX_TAG_VALUE_BYTES))
                .map(value -> Hashes.mark(name, value))
                .collect(Collectors.toCollection(TreeSet::new));
        return marks.isEmpty() ? Constant.NONE : marked(marks);
    }

    private static boolean isTagName(String name) {
        return Literals.fits(name, Columns.MAX_TAG_NAME_BYTES);
    }

    private static Expression marked(Collection<String> marks) {
        String list = marks.stream().map(Literals::string).collect(Collectors.joining(", "));
        return new Condition(
                marks.size() == 1
                        ? "array_contains(" + Columns.MARKS + ", " + list + ")"
                        : "array_contains_any(" + Columns.MARKS + ", [" + list + "])");
    }

    private static Expression tagRange(Filter.TagRange range) {
        if (!isTagName(range.name()) || range.min() > range.max()) {
            return Constant.NONE;
        }
        String number = Columns.NUMBERS + "[\"" + Hashes.numberName(range.name()) + "\"]";
        List<Expression> parts = new ArrayList<>();
        // Where the number is missing the mark is too, and decides.
        parts.add(marked(Set.of(Hashes.numberMark(range.name()))));
        if (range.min() > -Double.MAX_VALUE) {
            parts.add(new Condition(number + " >= " + Literals.number(range.min())));
        }
        if (range.max() < Double.MAX_VALUE) {
            parts.add(new Condition(number + " <= " + Literals.number(range.max())));
        }
        boolean beyond = range.min() == Double.POSITIVE_INFINITY || range.max() == Double.NEGATIVE_INFINITY;
        return beyond ? Constant.NONE : and(parts);
    }

    private static Expression keyIn(Set<String> keys) {
        List<String> possible = keys.stream()
                .filter(key -> !key.isEmpty() && Literals.fits(key, NewImage.MAX_KEY_BYTES))
                .sorted()
                .map(Literals::string)
                .toList();
        return in(Columns.KEY, possible);
    }

    private static Expression in(String column, List<?> literals) {
        return literals.isEmpty()
                ? Constant.NONE
                : new Condition(column + " in ["
                        + literals.stream().map(Objects::toString).collect(Collectors.joining(", ")) + "]");
    }

    private static Expression keyPrefix(String prefix) {
        if (prefix.isEmpty()) {
            return Constant.ALL;
        }
        char last = prefix.charAt(prefix.length() - 1);
        if (!Character.isHighSurrogate(last)) {
            return Literals.fits(prefix, NewImage.MAX_KEY_BYTES)
                    ? range(prefix, Literals.afterAllThatBeginWith(prefix))
                    : Constant.NONE;
        }
        // Half a character: it means all characters that begin with that half.
        String rest = prefix.substring(0, prefix.length() - 1);
        if (!Literals.fits(rest, NewImage.MAX_KEY_BYTES)) {
            return Constant.NONE;
        }
        String least = rest + last + Character.MIN_LOW_SURROGATE;
        return range(least, Literals.afterAllThatBeginWith(rest + last + Character.MAX_LOW_SURROGATE));
    }

    private static Expression range(String least, Optional<String> end) {
        List<Expression> parts = new ArrayList<>();
        parts.add(new Condition(Columns.KEY + " >= " + Literals.string(least)));
        end.ifPresent(text -> parts.add(new Condition(Columns.KEY + " < " + Literals.string(text))));
        return and(parts);
    }

    /** Records with one of these numbers in {@code column}. */
    static Expression anyOf(String column, Collection<Long> numbers) {
        return in(column, numbers.stream().distinct().sorted().toList());
    }

    /** Records with these ids or keys of these hashes. */
    static Expression idsOrKeys(Collection<Long> ids, Collection<Long> keyHashes) {
        return or(List.of(anyOf(Columns.ID, ids), anyOf(Columns.KEY_HASH, keyHashes)));
    }

    /** Records whose number in {@code column} is from {@code least} to {@code most}. */
    static Expression between(String column, long least, long most) {
        List<Expression> parts = new ArrayList<>();
        if (least > Long.MIN_VALUE) {
            parts.add(new Condition(column + " >= " + least));
        }
        if (most < Long.MAX_VALUE) {
            parts.add(new Condition(column + " <= " + most));
        }
        return least > most ? Constant.NONE : and(parts);
    }
}
