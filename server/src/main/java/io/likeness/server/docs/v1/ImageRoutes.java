package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** Adding a picture, and what can be done with one. */
final class ImageRoutes {
    private static final String TAG = "Pictures";
    static final String DIGEST = "c36fb2f35df2e7fdbfb47aaf1af1a3e67c9f6a7ae1d35b1f6e6eb5c4b0f7e2d1";
    private static final String REST = """
            "imgPath": "shoes/4711.jpg", "tags": {"colour": "red", "price": "59.90", "season": "2026"},
            "width": 1024, "height": 768, "type": "image/jpeg",
            "digest": "%s", "added": "2026-11-22T21:04:05.678Z",
            "original": null, "preview": "{base}/images/7/preview\"""".formatted(DIGEST);

    /** A stored picture as an answer shows it. */
    static final String IMAGE = "{\"id\": \"7\", \"key\": \"shoes/4711\", " + REST + "}";

    private static final String ADDED = "{\"id\": \"7\", \"key\": \"shoes/4711\", " + REST + ", \"created\": true}";
    private static final String KNOWN = "{\"id\": \"7\", \"key\": \"shoes/4711\", " + REST + ", \"created\": false}";
    private static final String FLAGGED = ADDED.substring(0, ADDED.length() - 1) + ", \"copy_of\": null}";
    private static final String FLAG = """
            {"base64": "%s", "key": "colours/red", "on_copy": "flag"}""".formatted(SearchRoutes.TINY_PNG);
    private static final String UPLOAD = """
            {"file": "shoe.jpg", "key": "shoes/4711", "imgPath": "shoes/4711.jpg",
             "tags": "{\\"colour\\": \\"red\\", \\"price\\": 59.90}", "tag.season": "2026"}""";
    private static final String BY_URL = """
            {"url": "https://pictures.example/shoes/4712.jpg", "key": "shoes/4712", "imgPath": "shoes/4712.jpg",
             "tags": {"colour": "red", "price": 59.90, "season": "2026"}}""";
    private static final String BY_PATH = """
            {"path": "/srv/pictures/shoes/4713.jpg", "key": "shoes/4713"}""";
    private static final String BY_BASE64 = """
            {"base64": "%s", "key": "colours/red", "tags": {"colour": "red"}}""".formatted(SearchRoutes.TINY_PNG);

    private ImageRoutes() {}

    static List<Route> in(Place place) {
        return List.of(add(place), replace(place), get(place), patch(place), delete(place), preview(place));
    }

    private static Route add(Place place) {
        return withPicture(
                        Route.at(place, HttpMethod.POST, "/images", "addImage", TAG, "Add a picture")
                                .says(
                                        "A picture is identified by its key and its bytes together: the same add sent again leaves one"
                                                + " record and answers the same id, and takes over a new imgPath and tags. When it is answered,"
                                                + " it is on disk and searches find it.")
                                .answers(201, "It is new.", "AddedImage", "new", ADDED)
                                .header(201, "Location", "Path of the picture.", "{base}/images/7")
                                .answers(201, "It is new.", "AddedImage", "flagged", FLAGGED)
                                .answers(
                                        200,
                                        "These bytes were stored under this key already.",
                                        "AddedImage",
                                        "known",
                                        KNOWN),
                        "NewImage")
                .body(Route.JSON, "NewImage", "flag", FLAG)
                .fails(ProblemType.CONFLICT);
    }

    private static Route replace(Place place) {
        String replaced = ADDED.substring(0, ADDED.length() - 1) + ", \"replaced\": 1}";
        String same = KNOWN.substring(0, KNOWN.length() - 1) + ", \"replaced\": 0}";
        return withPicture(
                Route.at(place, HttpMethod.PUT, "/images", "replaceImage", TAG, "Replace what a key holds")
                        .says(
                                "Makes the picture the only one of its key, which must be given. Searches see the old one, the"
                                        + " new one or briefly both, never neither.")
                        .answers(201, "It is new.", "ReplacedImage", "new", replaced)
                        .header(201, "Location", "Path of the picture.", "{base}/images/7")
                        .answers(
                                200, "These bytes were stored under this key already.", "ReplacedImage", "known", same),
                "ReplaceImage");
    }

    /** The bodies that give a picture, and what can be wrong with one. */
    private static Route withPicture(Route route, String schema) {
        return route.body(Route.FORM, schema + "Form", "upload", UPLOAD)
                .body(Route.JSON, schema, "url", BY_URL)
                .body(Route.JSON, schema, "path", BY_PATH)
                .body(Route.JSON, schema, "base64", BY_BASE64)
                .fails(ProblemType.NOT_FOUND, ProblemType.UNSUPPORTED_IMAGE, ProblemType.UNPROCESSABLE);
    }

    private static Route get(Place place) {
        return Route.at(place, HttpMethod.GET, "/images/{id}", "getImage", TAG, "Read one picture")
                .takesId("7")
                .answers(200, "The picture.", "Image", "image", IMAGE);
    }

    private static Route patch(Place place) {
        String merge = """
                {"imgPath": "sale/4711.jpg", "tags": {"price": 39.90, "season": null}}""";
        String all = """
                {"imgPath": null, "tags": null}""";
        return Route.at(
                        place,
                        HttpMethod.PATCH,
                        "/images/{id}",
                        "patchImage",
                        TAG,
                        "Change what is said about a picture")
                .says("A JSON merge patch (RFC 7396): what is left out stays, null removes.")
                .takesId("6")
                .body(Route.JSON, "ImagePatch", "merge", merge)
                .body(Route.JSON, "ImagePatch", "forget", all)
                .body("application/merge-patch+json", "ImagePatch", "merge", merge)
                .answers(200, "The picture as it is now.", "Image", "image", IMAGE);
    }

    private static Route delete(Place place) {
        return Route.at(place, HttpMethod.DELETE, "/images/{id}", "deleteImage", TAG, "Delete one picture")
                .takesId("9")
                .answers(204, "It is deleted.");
    }

    private static Route preview(Place place) {
        return Route.at(place, HttpMethod.GET, "/images/{id}/preview", "getPreview", TAG, "Show one picture")
                .says("A JPEG whose shorter side has at most 288 pixels.")
                .takesId("7")
                .mayTake(
                        new Parameter()
                                .name("If-None-Match")
                                .in("header")
                                .description("The ETag that is known already.")
                                .schema(Shape.text("").schema()),
                        "",
                        "\"" + DIGEST + "\"")
                .answers(200, "The preview.", "image/jpeg", Shape.file(""))
                .header(200, "ETag", "Digest of the picture, in quotation marks.", "\"" + DIGEST + "\"")
                .header(200, "Cache-Control", "How long the caller may keep it.", "private, max-age=86400, immutable")
                .answers(304, "The one that is known is still the one.")
                .header(304, "ETag", "Digest of the picture, in quotation marks.", "\"" + DIGEST + "\"");
    }
}
