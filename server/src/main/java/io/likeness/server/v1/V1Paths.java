package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.library.ImageCollections;
import io.likeness.server.http.Ids;
import java.util.Map;

/** What the paths of {@code /v1} mean. */
final class V1Paths {
    /** For the default collection. */
    static final String BASE = "/v1";

    /** For the collection named. */
    static final String IN_COLLECTION = "/v1/collections/{collection}";

    private V1Paths() {}

    /** The collection that a path is about. */
    static String collection(Map<String, String> path) {
        return path.getOrDefault("collection", ImageCollections.DEFAULT);
    }

    /**
     * The id in a path.
     *
     * @throws Failure.NotFound if it is none
     */
    static long id(Map<String, String> path) {
        String id = path.getOrDefault("id", "");
        if (id.startsWith("0")) {
            throw unknown(path);
        }
        return Ids.parse(id).orElseThrow(() -> unknown(path));
    }

    /** That there is no picture of the id in a path. */
    static Failure.NotFound unknown(Map<String, String> path) {
        return new Failure.NotFound("there is no picture with id " + path.getOrDefault("id", ""));
    }
}
