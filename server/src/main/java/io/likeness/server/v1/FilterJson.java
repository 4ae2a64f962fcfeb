package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.index.Filter;
import io.likeness.server.http.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Reads filters. An object holds conditions, all of which must be met: {@code {"tag": NAME, "eq": V}} or with {@code "in": [V…]} or with numbers in
 * {@code gt, gte, lt, lte}; {@code {"key_prefix": P}}; {@code {"and": […]}}, {@code {"or": […]}}, {@code {"not": {…}}}. Used by one thread, for one
 * filter.
 */
public final class FilterJson {
    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 64;
    private static final int MOST_VALUES = 1000;
    private static final Set<String> BOUNDS = Set.of("gt", "gte", "lt", "lte");
    private static final Set<String> OF_TAG = Set.of("eq", "in", "gt", "gte", "lt", "lte");
    private static final Set<String> ALLOWED =
            Set.of("tag", "eq", "in", "gt", "gte", "lt", "lte", "and", "or", "not", "key_prefix");

    private int parts;

    private FilterJson() {}

    /**
     * Reads a filter.
     *
     * @throws Failure.BadInput if it is none, nested deeper than 8 or made of more than 64 parts
     */
    public static Filter read(JsonNode node) {
        return new FilterJson().filter(node, 1);
    }

    private Filter filter(JsonNode node, int depth) {
        if (!node.isObject()) {
            throw new Failure.BadInput("a filter must be an object, not " + Texts.kind(node));
        }
        if (depth > DEEPEST) {
            throw new Failure.BadInput("the filter is nested deeper than " + DEEPEST + ", which is the limit");
        }
        if (++parts > MOST_PARTS) {
            throw new Failure.BadInput("the filter has more than " + MOST_PARTS + " parts, which is the limit");
        }
        List<Filter> all = new ArrayList<>();
        for (String name : node.propertyNames()) {
            if (!ALLOWED.contains(name)) {
                throw new Failure.BadInput(
                        "a filter has no \"" + name + "\"; allowed are " + String.join(", ", new TreeSet<>(ALLOWED)));
            }
            if (OF_TAG.contains(name) && !node.has("tag")) {
                throw new Failure.BadInput("the filter has \"" + name + "\" but no \"tag\" that it is about");
            }
            condition(name, node, depth, all);
        }
        return all.size() == 1 ? all.getFirst() : new Filter.And(all);
    }

    private void condition(String name, JsonNode node, int depth, List<Filter> all) {
        JsonNode value = node.get(name);
        switch (name) {
            case "tag" -> ofTag(Texts.of("tag", value), node, all);
            case "and" -> all.add(new Filter.And(filters("and", value, depth)));
            case "or" -> all.add(new Filter.Or(filters("or", value, depth)));
            case "not" -> all.add(new Filter.Not(filter(value, depth + 1)));
            case "key_prefix" -> all.add(new Filter.KeyPrefix(Texts.of("key_prefix", value)));
            default -> {
                // Read with the tag.
            }
        }
    }

    private List<Filter> filters(String name, JsonNode value, int depth) {
        if (!value.isArray() || value.isEmpty()) {
            throw new Failure.BadInput("\"" + name + "\" must be a list of at least one filter");
        }
        List<Filter> filters = new ArrayList<>();
        for (JsonNode each : value) {
            filters.add(filter(each, depth + 1));
        }
        return filters;
    }

    private static void ofTag(String tag, JsonNode node, List<Filter> all) {
        boolean any = false;
        if (node.has("eq")) {
            all.add(new Filter.TagIn(tag, Set.of(TagsJson.value(tag, node.get("eq")))));
            any = true;
        }
        if (node.has("in")) {
            all.add(new Filter.TagIn(tag, values(tag, node.get("in"))));
            any = true;
        }
        if (BOUNDS.stream().anyMatch(node::has)) {
            all.add(range(tag, node));
            any = true;
        }
        if (!any) {
            throw new Failure.BadInput("the filter on tag \"" + tag + "\" has no condition; allowed are "
                    + String.join(", ", new TreeSet<>(OF_TAG)));
        }
    }

    private static Set<String> values(String tag, JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new Failure.BadInput("\"in\" must be a list of at least one value");
        }
        if (list.size() > MOST_VALUES) {
            throw new Failure.BadInput("\"in\" has " + list.size() + " values, allowed are " + MOST_VALUES);
        }
        Set<String> values = new LinkedHashSet<>();
        list.forEach(value -> values.add(TagsJson.value(tag, value)));
        return values;
    }

    private static Filter range(String tag, JsonNode node) {
        double min = Double.NEGATIVE_INFINITY;
        double max = Double.POSITIVE_INFINITY;
        for (String bound : BOUNDS) {
            if (node.has(bound)) {
                double value = number(bound, node.get(bound));
                switch (bound) {
                    case "gt" -> min = Math.max(min, Math.nextUp(value));
                    case "gte" -> min = Math.max(min, value);
                    case "lt" -> max = Math.min(max, Math.nextDown(value));
                    default -> max = Math.min(max, value);
                }
            }
        }
        return new Filter.TagRange(tag, min, max);
    }

    private static double number(String bound, JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw new Failure.BadInput(
                    "\"" + bound + "\" must be a number, not " + (node.isNumber() ? "one so large" : Texts.kind(node)));
        }
        return node.doubleValue();
    }
}
