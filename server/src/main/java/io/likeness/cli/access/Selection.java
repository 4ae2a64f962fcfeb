package io.likeness.cli.access;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which pictures are meant. */
public sealed interface Selection {
    /** Those with these ids. */
    record Ids(List<String> ids) implements Selection {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /** All of these keys. */
    record Keys(List<String> keys) implements Selection {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** Those that a filter means, in the words of {@code /v1}; an empty object means every picture. */
    record Matching(JsonNode filter) implements Selection {}
}
