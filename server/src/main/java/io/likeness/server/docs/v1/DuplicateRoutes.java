package io.likeness.server.docs.v1;

import io.likeness.server.http.Fields;
import io.likeness.server.http.ProblemType;
import io.likeness.server.v1.DuplicateController;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** The search for duplicates, and decisions about them. */
final class DuplicateRoutes {
    private static final String TAG = "Duplicates";
    private static final long DEFAULT_LIMIT = 20;

    private static final String SEARCH = """
            {"state": "%s", "collection": "default", "total": 100000, "finished": %s, "looked_at": %s, "pairs": 214,
             "unreadable": 0, "pictures_per_second": 208.3, "seconds_left": %s, "min_confidence": 0.9,
             "rules": ["pixels", "bytes", "oldest"], "started": "2026-11-23T02:04:05.678Z", "ended": %s,
             "problem": null}""";
    private static final String RUNNING = SEARCH.formatted("running", "40000", "40000", "288", "null");
    private static final String DONE =
            SEARCH.formatted("done", "100000", "1200", "null", "\"2026-11-23T02:04:11.012Z\"");
    private static final String CANCELLED =
            SEARCH.formatted("cancelled", "40000", "40000", "null", "\"2026-11-23T02:07:17.012Z\"");
    private static final String PICTURE = ImageRoutes.IMAGE.substring(0, ImageRoutes.IMAGE.lastIndexOf('}'))
            + ", \"bytes\": null, \"of\": \"%s\", \"relation\": \"edited\", \"confidence\": 0.9981}";
    private static final String GROUP = "{\"id\": \"w7\", \"kind\": \"edited\", \"size\": 2, \"best\": \"7\","
            + " \"pictures\": [" + PICTURE.formatted("12") + ", "
            + PICTURE.formatted("7").replace("\"id\": \"7\"", "\"id\": \"12\"") + "]}";

    private DuplicateRoutes() {}

    static List<Route> in(Place place) {
        return List.of(
                start(place),
                list(place),
                Route.at(place, HttpMethod.DELETE, "/duplicates", "cancelDuplicates", TAG, "Stop the search")
                        .says("What was found stays, and the next search goes on from there.")
                        .answers(200, "How far it came.", "DuplicateSearch", "cancelled", of(place, CANCELLED)),
                Route.at(place, HttpMethod.GET, "/duplicates/events", "followDuplicates", TAG, "Follow the search")
                        .says("Server-sent events: `event: progress` with how far it is as data, about once a second;"
                                + " the last one says that it has ended.")
                        .answers(200, "The events.", "text/event-stream", Shape.text("")),
                export(place),
                keep(place),
                undo(place),
                apart(place));
    }

    private static Route start(Place place) {
        return Route.at(place, HttpMethod.POST, "/duplicates", "searchDuplicates", TAG, "Search for duplicates")
                .says("In the background, over the pictures that were not looked at before. Where a search runs already"
                        + " it is answered, and nothing is started. It goes on by itself after a restart. The body may"
                        + " be left out.")
                .body(Route.JSON, "DuplicateStart", "as before", "{}")
                .body(
                        Route.JSON,
                        "DuplicateStart",
                        "other rules",
                        "{\"min_confidence\": 0.9, \"rules\": [\"pixels\", \"bytes\", \"oldest\"], \"again\": false}")
                .answers(200, "How far it is.", "DuplicateSearch", "running", of(place, RUNNING));
    }

    private static Route list(Place place) {
        String page = "{\"search\": " + DONE
                + ", \"counts\": {\"groups\": 214, \"exact\": 100, \"edited\": 90, \"part\": 24, \"pictures\": 430,"
                + " \"surplus\": 216}, \"groups\": [" + GROUP + "], \"next\": \"7-w7\","
                + " \"undo\": [{\"id\": \"1\", \"kind\": \"keep\", \"count\": 3, \"at\": \"2026-11-23T02:31:00.123Z\"}]}";
        return chosen(Route.at(place, HttpMethod.GET, "/duplicates", "listDuplicates", TAG, "List duplicates"))
                .says("How far the search is, and the groups found so far by their lowest id, also while it runs."
                        + " Pictures deleted since are not in them. A picture may be in several groups: as a copy of"
                        + " one, and as a part of another.")
                .takes(
                        "limit",
                        "query",
                        Shape.whole("", 1, DuplicateController.MOST_GROUPS, DEFAULT_LIMIT),
                        "The most groups of a page.",
                        DEFAULT_LIMIT)
                .mayTake(parameter("cursor", "What the page before said as next."), "", "7-w7")
                .answers(200, "A page.", "DuplicatePage", "page", of(place, page));
    }

    private static Route chosen(Route route) {
        return route.mayTake(kind(), "exact", "edited")
                .mayTake(
                        parameter(
                                "rules",
                                "What makes a picture the best of its group, with commas between; else as the"
                                        + " last search was told."),
                        "",
                        "oldest,pixels")
                .mayTake(
                        parameter(
                                "min_confidence", "Of the pairs that count, 0 to 1; else as the last search was told."),
                        "",
                        "0.9");
    }

    private static Parameter kind() {
        return new Parameter()
                .name("kind")
                .in("query")
                .description("Groups of this kind only.")
                .schema(kinds().schema());
    }

    static Shape kinds() {
        return Shape.choice(
                "exact: the same bytes. edited: the same picture, changed. part: one holds the others as parts.",
                "exact",
                "edited",
                "part");
    }

    private static Parameter parameter(String name, String says) {
        return new Parameter()
                .name(name)
                .in("query")
                .description(says)
                .schema(Shape.text("").schema());
    }

    private static Route export(Place place) {
        return chosen(Route.at(
                        place, HttpMethod.GET, "/duplicates/export", "exportDuplicates", TAG, "Export all groups"))
                .takes(
                        "format",
                        "query",
                        Shape.choice("", "csv", "json").otherwise("csv"),
                        "CSV has one line a picture, the best of its group first; no cell is a formula.",
                        "csv")
                .answers(200, "The groups.", "text/csv", Shape.text(""))
                .answersAlso(200, "DuplicateExport", "groups", "{\"groups\": [" + of(place, GROUP) + "]}");
    }

    private static Route keep(Place place) {
        return Route.at(
                        place,
                        HttpMethod.POST,
                        "/duplicates/keep",
                        "keepDuplicates",
                        TAG,
                        "Keep one picture of each group and delete the rest")
                .says("First with dry_run, which counts; then with that number as confirm. Of a group of which none is"
                        + " named in keep, the best stays. A picture for which others go always stays.")
                .body(
                        Route.JSON,
                        "KeepDuplicates",
                        "count",
                        "{\"groups\": [\"w1\"], \"min_confidence\": 1, \"dry_run\": true}")
                .body(
                        Route.JSON,
                        "KeepDuplicates",
                        "count all",
                        "{\"all\": true, \"kind\": \"exact\", \"dry_run\": true}")
                .body(
                        Route.JSON,
                        "KeepDuplicates",
                        "delete",
                        "{\"groups\": [\"w1\"], \"keep\": [\"1\"], \"min_confidence\": 1, \"confirm\": 1}")
                .answers(200, "How many go.", "KeptDuplicates", "count", "{\"count\": 1, \"dry_run\": true}")
                .answers(200, "How many go.", "KeptDuplicates", "deleted", "{\"deleted\": 1, \"undo\": \"1\"}")
                .fails(ProblemType.NOT_FOUND, ProblemType.CONFLICT);
    }

    private static Route undo(Place place) {
        return Route.at(place, HttpMethod.POST, "/duplicates/undo", "undoDuplicates", TAG, "Undo a decision")
                .says("Until the server stops. Deleted pictures come back with id, key, imgPath, tags, time, vector and"
                        + " preview; one whose key and bytes were added again since stays as it is.")
                .body(Route.JSON, "UndoDuplicates", "undo", "{\"id\": \"1\"}")
                .answers(200, "It is undone.", "UndoneDuplicates", "undone", "{\"undone\": \"1\", \"count\": 1}")
                .fails(ProblemType.NOT_FOUND);
    }

    private static Route apart(Place place) {
        return Route.at(
                        place,
                        HttpMethod.POST,
                        "/duplicates/apart",
                        "keepApart",
                        TAG,
                        "Say that pictures are no duplicates")
                .says("No two of them are taken for duplicates of each other again, nor is any picture of the same"
                        + " bytes.")
                .body(Route.JSON, "ApartDuplicates", "each from each", "{\"pictures\": [\"1\", \"2\", \"3\"]}")
                .body(Route.JSON, "ApartDuplicates", "one", "{\"pictures\": [\"1\", \"2\"], \"from\": \"3\"}")
                .answers(200, "It is remembered.", "KeptApart", "pairs", "{\"pairs\": 3, \"undo\": \"2\"}")
                .fails(ProblemType.NOT_FOUND);
    }

    private static String of(Place place, String example) {
        return place.isNamed() ? example.replace("\"default\"", "\"shop\"") : example;
    }

    static Shape rules() {
        return Shape.list(
                        "What makes a picture the best of its group, the most important first: more pixels; more bytes,"
                                + " where the tag \"bytes\" tells them; added earlier; added later.",
                        Shape.choice("", "pixels", "bytes", "oldest", "newest"))
                .entries(4);
    }

    static Shape group() {
        return Shape.object("Pictures of which one is enough.")
                .must("id", Shape.text("Names it while its pictures are there."))
                .must("kind", kinds())
                .must("size", Shape.whole("How many pictures it has.", 2))
                .must("best", Shape.ref("Id"))
                .must("pictures", Shape.list("The best first; at most 100.", Shape.ref("DuplicatePicture")));
    }

    static Shape given(String says, Shape of) {
        return Shape.list(says, of).entries(Fields.MAX_NAMES);
    }
}
