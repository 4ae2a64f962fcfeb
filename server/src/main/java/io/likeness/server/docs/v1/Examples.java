package io.likeness.server.docs.v1;

import io.swagger.v3.oas.models.examples.Example;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads examples, which are written as JSON. */
final class Examples {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Examples() {}

    /** An example; {@code {base}} in it stands for the beginning of the place's paths. */
    static Example named(String json, Place place) {
        return new Example().value(MAPPER.readValue(placed(json, place), Object.class));
    }

    static String placed(String text, Place place) {
        return text.replace("{base}", place.example());
    }

    /** An object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        return MAPPER.readValue(json, Map.class);
    }
}
