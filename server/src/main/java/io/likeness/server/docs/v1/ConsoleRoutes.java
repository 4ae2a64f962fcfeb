package io.likeness.server.docs.v1;

import io.likeness.index.ListQuery;
import io.likeness.server.http.Fields;
import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** What a page that shows a library needs beside pictures and searches. */
final class ConsoleRoutes {
    private static final String TAG = "Console";
    private static final long DEFAULT_LIMIT = 200;
    private static final String RECENT = """
            {"bucket_seconds": 5, "stages": {"decode": {"count": [0, 42], "mean_ms": [0.0, 4.211],
             "max_ms": [0.0, 31.9]}}}""";

    private ConsoleRoutes() {}

    static void addTo(Components components) {
        components.addSchemas("Access", access().schema());
        components.addSchemas("PageList", pageList().schema());
        components.addSchemas("TagImages", tagImages().schema());
        components.addSchemas("Tagged", tagged().schema());
        components.addSchemas("RecentStats", recentStats().schema());
        components.addSchemas("PictureMap", map().schema());
        components.addSchemas("SampleProgress", samples().schema());
        components.addSchemas(
                "PreviewForm", preview("file", Shape.file("The picture.")).schema());
        components.addSchemas(
                "PreviewSource", preview("url", Shape.text("Its address.")).schema());
    }

    private static Shape preview(String way, Shape shape) {
        Shape body = Shape.object("A picture, named by exactly one of these.").may(way, shape);
        if (!way.equals("url")) {
            return body.must(way).only();
        }
        return body.may("path", Shape.text("A file of the server, under likeness.roots."))
                .may("base64", Shape.text("Its bytes in base64, also as data URL."))
                .oneOfFields(List.of("url", "path", "base64"))
                .only();
    }

    private static Shape access() {
        return Shape.object("What the caller may do.")
                .must(
                        "access",
                        Shape.choice("All, only read and search, or nothing without a token.", "all", "read", "none"))
                .must("token", Shape.flag("Whether the server has a token."));
    }

    private static Shape pageList() {
        return Shape.object("The pages of a list.")
                .must("count", Shape.whole("Pictures in the list.", 0))
                .must("limit", Shape.whole("Pictures of a page.", 1))
                .must(
                        "cursors",
                        Shape.list(
                                "What to send as cursor for each page, in order; null for the first.",
                                Shape.text("").orNull()));
    }

    private static Shape tagImages() {
        return Shape.object("What to change; set or remove must be there.")
                .must("ids", Shape.list("", Shape.ref("GivenId")).entries(Fields.MAX_NAMES))
                .may("set", Shape.map("Names and their new values.", Shape.anyOf("", Shape.text(""), Shape.number(""))))
                .may("remove", Shape.list("Names of tags to take away.", Shape.text("")))
                .only();
    }

    private static Shape tagged() {
        return Shape.object("").must("changed", Shape.whole("How many pictures there were of these ids.", 0));
    }

    private static Shape recentStats() {
        return Shape.object("What each stage did during the last five minutes.")
                .must("bucket_seconds", Shape.whole("Length of a step.", 1))
                .must(
                        "stages",
                        Shape.map(
                                "By name. Steps that are over, the oldest first.",
                                Shape.object("")
                                        .must("count", Shape.list("Runs that ended.", Shape.whole("", 0)))
                                        .must("mean_ms", Shape.list("Mean of a run.", Shape.number("")))
                                        .must("max_ms", Shape.list("Longest run.", Shape.number("")))));
    }

    private static Shape map() {
        return Shape.object("Pictures on a plane, on which look-alikes lie together.")
                .must("state", Shape.choice("Whether a newer map is being made.", "computing", "ready"))
                .must("pictures", Shape.whole("Pictures in the collection.", 0))
                .must(
                        "made",
                        Shape.text("When the map was made; null where none is yet.")
                                .format("date-time")
                                .orNull())
                .must(
                        "points",
                        Shape.list(
                                "Up to 20,000 pictures, evenly chosen of more; empty until the first map is made.",
                                Shape.object("")
                                        .must("id", Shape.ref("Id"))
                                        .must("x", Shape.number("", 0, 1))
                                        .must("y", Shape.number("", 0, 1))));
    }

    private static Shape samples() {
        return Shape.object("How far adding the sample pictures is.")
                .must("state", Shape.choice("", "running", "idle"))
                .must("total", Shape.whole("Pictures to add.", 0))
                .must("finished", Shape.whole("Those that were added, had been there or failed.", 0))
                .must("failed", Shape.whole("Those that could not be added.", 0))
                .must("problem", Shape.text("Why the last of them could not.").orNull());
    }

    static List<Route> alone() {
        return List.of(
                Route.alone(HttpMethod.GET, "/v1/access", "access", TAG, "Say what the caller may do")
                        .answers(
                                200, "What may be done.", "Access", "access", "{\"access\": \"all\", \"token\": true}"),
                recent());
    }

    static List<Route> in(Place place) {
        return List.of(preview(place), pages(place), tags(place), map(place), addSamples(place), samples(place));
    }

    private static Route preview(Place place) {
        return Route.at(
                        place,
                        HttpMethod.POST,
                        "/preview",
                        "preview",
                        TAG,
                        "Make a preview of a picture that is not stored")
                .says("As JPEG whose shorter side has at most 288 pixels, upright.")
                .body(Route.FORM, "PreviewForm", "upload", "{\"file\": \"shoe.jpg\"}")
                .body(Route.JSON, "PreviewSource", "base64", "{\"base64\": \"" + SearchRoutes.TINY_PNG + "\"}")
                .answers(200, "The preview.", "image/jpeg", Shape.file(""))
                .fails(ProblemType.NOT_FOUND, ProblemType.UNSUPPORTED_IMAGE, ProblemType.UNPROCESSABLE);
    }

    private static Route pages(Place place) {
        return Route.at(
                        place,
                        HttpMethod.GET,
                        "/images/pages",
                        "imagePages",
                        TAG,
                        "Say where the pages of a list begin")
                .says("For a reader who goes to any page at once; order and filters as in the list itself.")
                .takes(
                        "limit",
                        "query",
                        Shape.whole("", 1, ListQuery.MAX_LIMIT, DEFAULT_LIMIT),
                        "Pictures of a page.",
                        200)
                .takes(
                        "order",
                        "query",
                        Shape.choice("", "newest", "oldest").otherwise("newest"),
                        "Which come first.",
                        "newest")
                .takes("key_prefix", "query", Shape.text(""), "How their keys begin.", "shoes/")
                .takes(ManyImagesRoutes.tags())
                .answers(
                        200, "The pages.", "PageList", "pages", "{\"count\": 17, \"limit\": 200, \"cursors\": [null]}");
    }

    private static Route tags(Place place) {
        return Route.at(place, HttpMethod.POST, "/images/tags", "tagImages", TAG, "Change tags of many pictures")
                .says("Tags that are not named stay. Ids that no picture has are passed over.")
                .body(
                        Route.JSON,
                        "TagImages",
                        "change",
                        "{\"ids\": [\"7\", \"8\"], \"set\": {\"season\": \"2027\"}, \"remove\": [\"sale\"]}")
                .answers(200, "How many were changed.", "Tagged", "changed", "{\"changed\": 2}");
    }

    private static Route recent() {
        return Route.alone(HttpMethod.GET, "/v1/stats/recent", "recentStats", TAG, "Say what the stages did lately")
                .says("All collections together.")
                .answers(200, "The last five minutes.", "RecentStats", "recent", RECENT);
    }

    private static Route map(Place place) {
        return Route.at(place, HttpMethod.GET, "/map", "map", TAG, "Lay the pictures out on a map")
                .says("Made in the background at the first call, and anew where a twentieth of the pictures changed, of"
                        + " up to 1000 pictures any; the last map is answered meanwhile.")
                .answers(
                        200,
                        "The map.",
                        "PictureMap",
                        "map",
                        "{\"state\": \"ready\", \"pictures\": 1, \"made\": \"2026-11-22T21:04:05.678Z\","
                                + " \"points\": [{\"id\": \"7\", \"x\": 0.25, \"y\": 0.75}]}");
    }

    private static Route addSamples(Place place) {
        return Route.at(place, HttpMethod.POST, "/samples", "addSamples", TAG, "Add sample pictures")
                .says("Begins to add drawings with keys that begin with samples/ and the tag sample=yes.")
                .answers(
                        202,
                        "It has begun, or goes on.",
                        "SampleProgress",
                        "begun",
                        "{\"state\": \"running\", \"total\": 48, \"finished\": 0, \"failed\": 0, \"problem\": null}");
    }

    private static Route samples(Place place) {
        return Route.at(place, HttpMethod.GET, "/samples", "samples", TAG, "Say how far the sample pictures are")
                .answers(
                        200,
                        "How far it is.",
                        "SampleProgress",
                        "ended",
                        "{\"state\": \"idle\", \"total\": 48, \"finished\": 48, \"failed\": 0, \"problem\": null}");
    }
}
