package io.likeness.cli.access;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a search is for.
 *
 * @param limit the most pictures wanted
 * @param minScore the least cosine
 * @param filter in the words of {@code /v1}, or empty for all pictures
 */
public record Query(Like like, int limit, double minScore, Optional<JsonNode> filter) {
    /** The picture to search with. */
    public sealed interface Like {
        /** A file of this machine. */
        record File(Path path) implements Like {}

        /** A web address, fetched by whoever holds the library. */
        record Url(String url) implements Like {}

        /** A stored picture. */
        record Stored(String id) implements Like {}
    }
}
