package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** Searching and comparing. */
final class SearchRoutes {
    private static final String TAG = "Search";

    /** A red square of 8 × 8 px. */
    static final String TINY_PNG = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mO4oKCAFTEMLQkAvk5EAYUH"
            + "FA8AAAAASUVORK5CYII=";

    private static final String NARROWED = """
            {"url": "https://pictures.example/shoes/4712.jpg", "limit": 20, "offset": 0, "min_score": 0.5,
             "filter": {"and": [{"tag": "colour", "in": ["red", "orange"]},
                                {"tag": "price", "gte": 10, "lt": 100},
                                {"not": {"tag": "season", "eq": "2019"}},
                                {"or": [{"key_prefix": "shoes/"}, {"key_prefix": "boots/"}]}]},
             "region": {"x": 0.25, "y": 0.1, "w": 0.5, "h": 0.8},
             "exclude": ["8", "9"]}""";
    private static final String UPLOAD = """
            {"file": "shoe.jpg", "limit": "5", "min_score": "0.2", "filter": "{\\"tag\\": \\"colour\\", \\"eq\\": \\"red\\"}",
             "region": "0.25,0.1,0.5,0.8", "exclude": "8,9"}""";
    private static final String ANSWER = """
            {"hits": [{"id": "7", "key": "shoes/4711", "score": 0.987654, "match": "same", "imgPath": "shoes/4711.jpg",
                       "tags": {"colour": "red", "price": "59.90"}, "width": 1024, "height": 768, "type": "image/jpeg",
                       "digest": "%s", "added": "2026-11-22T21:04:05.678Z", "original": null,
                       "preview": "{base}/images/7/preview"}],
             "took_ms": {"fetch": 31.204, "decode": 4.811, "embed": 6.02, "index": 0.734, "total": 43.316}}""".formatted(ImageRoutes.DIGEST);

    private SearchRoutes() {}

    static List<Route> in(Place place) {
        return List.of(search(place), compare(place));
    }

    private static Route search(Place place) {
        return Route.at(place, HttpMethod.POST, "/search", "search", TAG, "Find the most similar pictures")
                .says("Best first. A search by stored id leaves that picture out unless include_self is true. A region"
                        + " is cut from the upright picture before it is looked at; of a stored picture it is cut from"
                        + " the preview.")
                .body(Route.FORM, "SearchForm", "upload", UPLOAD)
                .body(Route.JSON, "Search", "narrowed", NARROWED)
                .body(Route.JSON, "Search", "id", "{\"id\": \"7\", \"limit\": 5, \"include_self\": true}")
                .body(Route.JSON, "Search", "path", "{\"path\": \"/srv/pictures/shoes/4713.jpg\"}")
                .body(Route.JSON, "Search", "base64", "{\"base64\": \"" + TINY_PNG + "\", \"limit\": 1}")
                .answers(200, "The hits.", "SearchAnswer", "hits", ANSWER)
                .fails(ProblemType.NOT_FOUND, ProblemType.UNSUPPORTED_IMAGE, ProblemType.UNPROCESSABLE);
    }

    private static Route compare(Place place) {
        return Route.at(place, HttpMethod.POST, "/compare", "compare", TAG, "Compare two pictures")
                .body(Route.FORM, "CompareForm", "uploads", "{\"a\": \"shoe.jpg\", \"b\": \"boot.jpg\"}")
                .body(
                        Route.JSON,
                        "Compare",
                        "stored",
                        "{\"a\": {\"id\": \"7\"}, \"b\": {\"url\": \"https://pictures.example/shoes/4712.jpg\"}}")
                .answers(
                        200,
                        "How similar they are.",
                        "Comparison",
                        "cosine",
                        "{\"cosine\": 0.707107, \"match\": \"similar\"}")
                .fails(ProblemType.NOT_FOUND, ProblemType.UNSUPPORTED_IMAGE, ProblemType.UNPROCESSABLE);
    }
}
