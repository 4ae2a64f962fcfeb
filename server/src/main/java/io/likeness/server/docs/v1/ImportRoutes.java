package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** Imports, and the export of everything. */
final class ImportRoutes {
    private static final String TAG = "Imports";
    private static final String IMPORT = """
            {"id": "1", "state": "%s", "collection": "default",
             "source": {"kind": "folder", "location": "/srv/pictures"}, "key_from": "relative-path",
             "tags": {"season": "2026"}, "move_to": null, "total": %s, "finished": 4711, "added": 4650, "known": 50,
             "skipped": 10, "failed": 1, "pictures_per_second": 61.5, "seconds_left": %s,
             "started": "2026-11-22T21:04:05.678Z", "ended": %s, "problem": null,
             "last_errors": [{"name": "shoes/4711.jpg", "reason": "the picture is damaged"}]}""";
    private static final String RUNNING = IMPORT.formatted("running", "9000", "69", "null");
    private static final String DONE = IMPORT.formatted("done", "4711", "null", "\"2026-11-22T21:05:22.012Z\"");
    private static final String FOLDER = """
            {"path": "/srv/pictures", "key_from": "relative-path", "tags": {"season": "2026"}}""";

    private ImportRoutes() {}

    static void addTo(Components components) {
        components.addSchemas("Import", progress().schema());
        components.addSchemas(
                "ImportList",
                Shape.object("Imports.")
                        .must("imports", Shape.list("Newest first.", Shape.ref("Import")))
                        .schema());
        components.addSchemas(
                "ImportFolder",
                Shape.object("A folder whose pictures are to be added, with all below it.")
                        .must("path", Shape.text("Absolute path on the server, at or below one of likeness.roots."))
                        .may("key_from", keyFrom().otherwise("digest"))
                        .may("tags", Shape.ref("GivenTags"))
                        .may("move_to", Shape.text("Folder, also below one of the roots, that added files move to."))
                        .only()
                        .schema());
        components.addSchemas(
                "ImportFile",
                Shape.object("An archive of pictures, or a list of their addresses.")
                        .must("file", Shape.file("A ZIP, TAR or TAR.GZ of pictures, or a CSV or JSONL list of urls."))
                        .may("key_from", keyFrom().otherwise("digest"))
                        .may("tags", Shape.text("A JSON object of names and texts."))
                        .patterned("^tag\\..+$", Shape.text("Value of the tag named."))
                        .only()
                        .schema());
    }

    private static Shape keyFrom() {
        return Shape.choice("What becomes the key of a picture that brings none.", "name", "relative-path", "digest");
    }

    private static Shape progress() {
        return Shape.object("How far an import is.")
                .must("id", Shape.text("Its id."))
                .must("state", Shape.choice("What it does.", "running", "done", "cancelled", "failed"))
                .must("collection", Shape.ref("CollectionName"))
                .must(
                        "source",
                        Shape.object("Where the pictures come from.")
                                .must("kind", Shape.choice("", "folder", "archive", "list"))
                                .must("location", Shape.text("Path of the folder, or name of the file sent.")))
                .must("key_from", keyFrom())
                .must("tags", Shape.ref("Tags"))
                .must("move_to", Shape.text("Folder that added files move to.").orNull())
                .must("total", Shape.whole("Files, once they are counted.", 0).orNull())
                .must("finished", Shape.whole("Files that are through, whichever way.", 0))
                .must("added", Shape.whole("Pictures that were new.", 0))
                .must("known", Shape.whole("Pictures that were stored already.", 0))
                .must("skipped", Shape.whole("Files that are no pictures.", 0))
                .must("failed", Shape.whole("Files that could not be added.", 0))
                .must("pictures_per_second", Shape.number("How fast it is now."))
                .must(
                        "seconds_left",
                        Shape.whole("How long it will take, by that.", 0).orNull())
                .must("started", Shape.text("When it began, UTC.").format("date-time"))
                .must(
                        "ended",
                        Shape.text("When it ended, UTC.").format("date-time").orNull())
                .must("problem", Shape.text("Why it failed as a whole.").orNull())
                .must(
                        "last_errors",
                        Shape.list(
                                "The last files that failed.",
                                Shape.object("")
                                        .must("name", Shape.text("The file."))
                                        .must("reason", Shape.text("Why."))));
    }

    static List<Route> in(Place place) {
        return List.of(
                begin(place),
                Route.at(place, HttpMethod.GET, "/imports", "listImports", TAG, "List imports")
                        .says("The short path lists those into all collections.")
                        .answers(
                                200,
                                "The imports.",
                                "ImportList",
                                "imports",
                                "{\"imports\": [" + of(place, DONE) + "]}"),
                one(place, HttpMethod.GET, "", "getImport", "Say how far an import is")
                        .answers(200, "How far it is.", "Import", "running", of(place, RUNNING)),
                one(place, HttpMethod.GET, "/events", "followImport", "Follow an import")
                        .says(
                                "Server-sent events: `event: progress` with an import as data, about once a second and when"
                                        + " its state changes; the last one says that it has ended.")
                        .answers(200, "The events.", "text/event-stream", Shape.text("")),
                one(place, HttpMethod.DELETE, "", "cancelImport", "Stop an import")
                        .says("What was added stays. One that has ended stays as it is.")
                        .answers(200, "How far it came.", "Import", "ended", of(place, DONE)),
                one(place, HttpMethod.GET, "/failures", "importFailures", "List what failed")
                        .answers(200, "Columns name and reason.", "text/csv", Shape.text("")),
                one(place, HttpMethod.POST, "/retry", "retryImport", "Try again what failed or was not reached")
                        .fails(ProblemType.CONFLICT)
                        .answers(200, "It runs again.", "Import", "running", of(place, RUNNING)));
    }

    private static Route begin(Place place) {
        return Route.at(place, HttpMethod.POST, "/imports", "beginImport", TAG, "Begin an import")
                .says("Of a folder on the server, or of a file that is sent. It goes on by itself after a restart.")
                .body(Route.JSON, "ImportFolder", "folder", FOLDER)
                .body(
                        Route.FORM,
                        "ImportFile",
                        "archive",
                        "{\"file\": \"pictures.zip\", \"key_from\": \"name\", \"tags\": \"{\\\"season\\\": \\\"2026\\\"}\"}")
                .answers(201, "It runs.", "Import", "running", of(place, RUNNING))
                .header(201, "Location", "Path of the import.", "{base}/imports/1")
                .fails(ProblemType.NOT_FOUND);
    }

    private static Route one(Place place, HttpMethod method, String below, String id, String summary) {
        return Route.at(place, method, "/imports/{id}" + below, id, TAG, summary)
                .takes(
                        "id",
                        "path",
                        Shape.text(""),
                        "Id of the import, as it was answered.",
                        place.isNamed() ? "2" : "1")
                .fails(ProblemType.NOT_FOUND);
    }

    private static String of(Place place, String example) {
        return place.isNamed()
                ? example.replace("\"id\": \"1\"", "\"id\": \"2\"").replace("\"default\"", "\"shop\"")
                : example;
    }

    static Route export() {
        return Route.alone(HttpMethod.GET, "/v1/export", "export", "Server", "Export everything")
                .says("One archive of all collections and the model, written while they are in use; restored into a new"
                        + " data folder by `likeness restore`.")
                .answers(200, "The archive.", "application/x-tar", Shape.file(""));
    }
}
