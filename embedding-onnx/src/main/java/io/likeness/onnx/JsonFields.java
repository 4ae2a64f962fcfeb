package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads typed fields of one JSON object; what is missing or wrong is refused by the field's full name. Fields nobody asks for are ignored.
 */
final class JsonFields {
    private final String file;
    private final String path;
    private final JsonNode object;

    private JsonFields(String file, String path, JsonNode object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    static JsonFields root(String file, JsonNode root) {
        if (!root.isObject()) {
            throw new Failure.BadInput(file + " holds no JSON object");
        }
        return new JsonFields(file, "", root);
    }

    JsonFields object(String name) {
        JsonNode value = find(name).orElseThrow(() -> missing(name, "an object"));
        if (!value.isObject()) {
            throw wrong(name, value, "an object");
        }
        return new JsonFields(file, path + name + ".", value);
    }

    Optional<JsonFields> optional(String name) {
        return find(name).map(_ -> object(name));
    }

    double number(String name, double min, double max) {
        String expected = "a number from " + min + " to " + max;
        JsonNode value = find(name).orElseThrow(() -> missing(name, expected));
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw wrong(name, value, expected);
        }
        return value.doubleValue();
    }

    /** All fields of this object, numbers of at most {@code most} and at least its opposite. */
    Map<String, Double> numbers(double most) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String name : object.propertyNames()) {
            numbers.put(name, number(name, -most, most));
        }
        return numbers;
    }

    /** What is wrong with this object as a whole. */
    Failure refused(String how) {
        return new Failure.BadInput("%s: %s %s".formatted(file, path.replaceFirst("\\.$", ""), how));
    }

    String text(String name, String expected, Predicate<String> allowed) {
        JsonNode value = find(name).orElseThrow(() -> missing(name, expected));
        if (!value.isString() || !allowed.test(value.stringValue())) {
            throw wrong(name, value, expected);
        }
        return value.stringValue();
    }

    String text(String name, String expected, Predicate<String> allowed, String otherwise) {
        return find(name).isEmpty() ? otherwise : text(name, expected, allowed);
    }

    int integer(String name, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        JsonNode value = find(name).orElseThrow(() -> missing(name, expected));
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw wrong(name, value, expected);
        }
        return value.intValue();
    }

    boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrong(name, value.get(), "true or false");
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        String expected = "one of " + names;
        return Enum.valueOf(
                type, text(name, expected, s -> names.contains(upper(s))).toUpperCase(Locale.ROOT));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        return find(name).isEmpty() ? otherwise : choice(name, type);
    }

    List<Float> threeNumbers(String name, double min, double max, String unit) {
        String expected = "three numbers from %s to %s (%s)".formatted(min, max, unit);
        JsonNode value = find(name).orElseThrow(() -> missing(name, expected));
        List<Float> numbers = new ArrayList<>();
        for (JsonNode number : value) {
            if (!number.isNumber() || number.doubleValue() < min || number.doubleValue() > max) {
                throw wrong(name, value, expected);
            }
            numbers.add(number.floatValue());
        }
        if (!value.isArray() || numbers.size() != 3) {
            throw wrong(name, value, expected);
        }
        return numbers;
    }

    private Optional<JsonNode> find(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private Failure missing(String name, String expected) {
        return new Failure.BadInput("%s: the field %s%s is missing, expected %s".formatted(file, path, name, expected));
    }

    private Failure wrong(String name, JsonNode found, String expected) {
        String shown = found.toString();
        String cut = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
        return new Failure.BadInput("%s: the field %s%s is %s, expected %s".formatted(file, path, name, cut, expected));
    }
}
