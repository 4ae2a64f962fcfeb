package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request under {@code /v1}: a JSON object, or a form whose fields stand for the object's. A field that is null counts as left out, and
 * so does an empty field of a form. Immutable.
 */
public final class Document {
    private static final int LONGEST_NUMBER = 40;

    private final Map<String, JsonNode> fields;
    private final Map<String, EncodedImage> files;
    private final boolean form;

    /**
     * @param form whether fields are texts, from which structures are read as JSON
     */
    Document(Map<String, JsonNode> fields, Map<String, EncodedImage> files, boolean form) {
        this.fields = Map.copyOf(fields);
        this.files = Map.copyOf(files);
        this.form = form;
    }

    /**
     * The object in a field.
     *
     * @param allowed fields that it may have
     * @throws Failure.BadInput if it is no object or has another field
     */
    public static Document within(String name, JsonNode node, Set<String> allowed) {
        if (!node.isObject()) {
            throw new Failure.BadInput(name + " must be an object, not " + Texts.kind(node));
        }
        return ObjectBody.document(node, allowed);
    }

    /** The uploaded file in the part {@code name}, or empty where there is none. */
    public Optional<EncodedImage> file(String name) {
        Optional<EncodedImage> file = Optional.ofNullable(files.get(name));
        file.filter(image -> image.size() == 0).ifPresent(_ -> {
            throw new Failure.BadInput("the part \"" + name + "\" is empty: 0 bytes");
        });
        return file;
    }

    /** A field as it was sent, null or not. */
    public Optional<JsonNode> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The names of the fields that are there. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** A field of any kind; in a form, JSON written in its text. */
    public Optional<JsonNode> structure(String name) {
        Optional<JsonNode> node = present(name);
        if (!form) {
            return node;
        }
        return node.map(text -> {
            try {
                return ObjectBody.MAPPER.readTree(text.stringValue());
            } catch (JacksonException e) {
                throw NotJson.of(name, e);
            }
        });
    }

    /** A text. */
    public Optional<String> text(String name) {
        return present(name).map(node -> Texts.of(name, node));
    }

    /** A number, or a text that holds one. */
    public double number(String name, double otherwise) {
        return present(name).map(node -> decimal(name, node).doubleValue()).orElse(otherwise);
    }

    /** A whole number, or a text that holds one. */
    public int integer(String name, int otherwise) {
        return present(name).map(node -> integer(name, node)).orElse(otherwise);
    }

    /** True or false, or one of these words as text. */
    public boolean flag(String name) {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) {
            return false;
        }
        String word = node.get().isBoolean() ? String.valueOf(node.get().booleanValue()) : Texts.of(name, node.get());
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Failure.BadInput(name + " is \"" + word + "\", allowed are true and false");
        };
    }

    /**
     * A list of texts, or of what {@code each} makes of its elements; in a form also texts separated by commas.
     *
     * @throws Failure.BadInput if it is no list or has more than {@link Fields#MAX_NAMES} elements
     */
    public Optional<List<String>> list(String name) {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (form && !node.get().stringValue().strip().startsWith("[")) {
            return Optional.of(List.of(node.get().stringValue().split("\\s*,\\s*")));
        }
        JsonNode list = structure(name).orElseThrow();
        if (!list.isArray()) {
            throw new Failure.BadInput(name + " must be a list, not " + Texts.kind(list));
        }
        if (list.size() > Fields.MAX_NAMES) {
            throw new Failure.BadInput(name + " has " + list.size() + " entries, allowed are " + Fields.MAX_NAMES);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            texts.add(element.isIntegralNumber() ? element.asString() : Texts.of("an element of " + name, element));
        }
        return Optional.of(texts);
    }

    /**
     * Ids, as {@link #list} reads them; each a text or a number.
     *
     * @throws Failure.BadInput if one is no positive whole number
     */
    public Optional<List<Long>> ids(String name) {
        return list(name)
                .map(texts -> texts.stream().map(text -> id(name, text)).toList());
    }

    /** The id in a field, a text or a number. */
    public Optional<Long> id(String name) {
        return present(name).map(node -> id(name, node.isIntegralNumber() ? node.asString() : Texts.of(name, node)));
    }

    private static long id(String name, String text) {
        return Ids.parse(text)
                .orElseThrow(() -> new Failure.BadInput(
                        name + " is \"" + text + "\", an id is a whole number from 1, as answered before"));
    }

    private Optional<JsonNode> present(String name) {
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        return form && node.stringValue().isEmpty() ? Optional.empty() : Optional.of(node);
    }

    private static int integer(String name, JsonNode node) {
        try {
            return decimal(name, node).intValueExact();
        } catch (ArithmeticException _) {
            throw new Failure.BadInput(name + " is " + node.asString() + ", which is not a whole number of 31 bits");
        }
    }

    private static BigDecimal decimal(String name, JsonNode node) {
        if (!node.isNumber() && !node.isString()) {
            throw new Failure.BadInput(name + " must be a number, not " + Texts.kind(node));
        }
        String text = node.asString();
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text.strip());
            }
        } catch (NumberFormatException _) {
            throw new Failure.BadInput(name + " is \"" + text + "\", which is not a number");
        }
        throw new Failure.BadInput(name + " has " + text.length() + " characters, which is not a number");
    }
}
