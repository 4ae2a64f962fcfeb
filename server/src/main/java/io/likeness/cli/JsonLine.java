package io.likeness.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON for machines, one value a line. */
final class JsonLine {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonLine() {}

    static String of(Object value) {
        return JSON.writeValueAsString(value);
    }
}
