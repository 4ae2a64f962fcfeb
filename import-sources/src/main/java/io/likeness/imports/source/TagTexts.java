package io.likeness.imports.source;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads tags written as a JSON object of names and texts or numbers. */
final class TagTexts {
    /** Reads numbers as they are written. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private TagTexts() {}

    /**
     * The tags in {@code node}; none where it is missing or null.
     *
     * @throws IllegalArgumentException if it is something else, saying what
     */
    static Map<String, String> of(JsonNode node) {
        Map<String, String> tags = new HashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return tags;
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("has tags that are no object of names and texts");
        }
        node.properties().forEach(tag -> {
            JsonNode value = tag.getValue();
            if (!value.isString() && !value.isNumber()) {
                throw new IllegalArgumentException("has a tag \"" + tag.getKey() + "\" that is no text");
            }
            tags.put(tag.getKey(), value.asString());
        });
        return tags;
    }
}
