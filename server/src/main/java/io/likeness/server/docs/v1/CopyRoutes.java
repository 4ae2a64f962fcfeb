package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** Telling copies from what is merely similar. */
final class CopyRoutes {
    private static final String TAG = "Search";

    /** What a verified hit says, behind the picture. */
    static final String VERDICT = """
            "verdict": "crop", "confidence": 0.9987,
            "region": {"query": [[0, 0], [1, 0], [1, 1], [0, 1]],
                       "hit": [[0.2501, 0.1998], [0.7502, 0.1998], [0.7502, 0.7001], [0.2501, 0.7001]]},
            "transform": [0.5001, 0, 0.2501, 0, 0.5003, 0.1998]""";

    /** A verified hit. */
    static final String HIT = ImageRoutes.IMAGE
            .replace("\"imgPath\"", "\"score\": 0.812345, \"match\": \"near-duplicate\", \"imgPath\"")
            .replaceFirst("}\\z", ", " + VERDICT + "}");

    private static final String FOUND = "{\"found\": true, \"copies\": 1, \"best\": " + HIT + ", \"took_ms\": "
            + "{\"fetch\": 0, \"decode\": 4.811, \"embed\": 6.02, \"index\": 0.734, \"verify\": 21.5, \"total\": 34.316}}";
    private static final String NOT_FOUND = "{\"found\": false, \"copies\": 0, \"best\": null, \"took_ms\": "
            + "{\"fetch\": 0, \"decode\": 4.811, \"embed\": 6.02, \"index\": 0.734, \"verify\": 21.5, \"total\": 34.316}}";

    private CopyRoutes() {}

    static void addTo(Components components) {
        Shape corner = Shape.list("x and y, in shares of width and height.", Shape.number(""));
        components.addSchemas(
                "Corners",
                Shape.list("Four corners: of what was upper left, upper right, lower right and lower left.", corner)
                        .schema());
        components.addSchemas(
                "CopyRegion",
                Shape.object("Where one picture lies in the other.")
                        .must("query", Shape.ref("Corners"))
                        .must("hit", Shape.ref("Corners"))
                        .schema());
        components.addSchemas(
                "CheckForm",
                PictureSchemas.source(Shape.object("A picture: exactly one of these.")
                                .may("file", Shape.file("The picture's file.")))
                        .may("id", Shape.text(""))
                        .oneOfFields(List.of("file", "url", "path", "base64", "id"))
                        .only()
                        .schema());
        components.addSchemas(
                "CheckAnswer",
                Shape.object("Whether a picture is stored already.")
                        .must("found", Shape.flag("Whether a stored picture is the same one, edited or not."))
                        .must("copies", Shape.whole("How many of the stored pictures looked at are.", 0))
                        .must("best", Shape.anyOf("The most certain one, or null.", Shape.ref("Hit"), Shape.nothing()))
                        .must("took_ms", Shape.ref("TookMillis"))
                        .schema());
    }

    /** What a hit says when a verdict was asked for. */
    static Shape verdict(Shape hit) {
        return hit.may(
                        "verdict",
                        Shape.text(
                                        "What the stored picture is to the one searched for: exact, edited, crop, contains,"
                                                + " mirrored, rotated, or similar, which is another picture. Null where it was"
                                                + " not looked at. Only where verdict or only was asked for, as the next three.")
                                .orNull())
                .may(
                        "confidence",
                        Shape.number("How likely the two are one picture.", 0, 1)
                                .orNull())
                .may(
                        "region",
                        Shape.anyOf(
                                "Where one lies in the other; null of another picture.",
                                Shape.ref("CopyRegion"),
                                Shape.nothing()))
                .may(
                        "transform",
                        Shape.list(
                                        "Six numbers a to f: what is at (x, y) in the picture searched for is at"
                                                + " (a x + b y + c, d x + e y + f) in the stored one, in shares of width"
                                                + " and height. Null of another picture.",
                                        Shape.number(""))
                                .orNull());
    }

    static List<Route> in(Place place) {
        return List.of(get(place), post(place));
    }

    private static Route get(Place place) {
        return answers(Route.at(place, HttpMethod.GET, "/check", "checkNamed", TAG, "Is this picture stored already?")
                .says("As POST does, for a picture that the address names by exactly one of id, url and path.")
                .takes("id", "query", Shape.ref("Id"), "A stored picture, which is no copy of itself.", "7"));
    }

    private static Route post(Place place) {
        return answers(Route.at(place, HttpMethod.POST, "/check", "check", TAG, "Is this picture stored already?")
                .says("Looks at the 50 most similar stored pictures and answers the one that is the same picture most"
                        + " certainly, whole or in part, edited, mirrored or turned; or that there is none.")
                .body(Route.FORM, "CheckForm", "upload", "{\"file\": \"shoe.jpg\"}")
                .body(Route.JSON, "GivenPicture", "id", "{\"id\": \"7\"}")
                .body(Route.JSON, "GivenPicture", "base64", "{\"base64\": \"" + SearchRoutes.TINY_PNG + "\"}"));
    }

    private static Route answers(Route route) {
        return route.answers(200, "What it is a copy of.", "CheckAnswer", "found", FOUND)
                .answers(200, "What it is a copy of.", "CheckAnswer", "nothing", NOT_FOUND)
                .fails(ProblemType.NOT_FOUND, ProblemType.UNSUPPORTED_IMAGE, ProblemType.UNPROCESSABLE);
    }
}
