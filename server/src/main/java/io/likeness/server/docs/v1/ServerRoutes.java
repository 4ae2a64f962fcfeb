package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.List;

/** Collections, and how the server is. */
final class ServerRoutes {
    private static final String TAG = "Collections";
    private static final String PATH = "/v1/collections/{collection}";
    private static final String SHOP = "{\"name\": \"shop\", \"pictures\": 4711}";
    private static final String STATS = """
            {"collection": "default", "pictures": 4711, "collections": 2, "store": "embedded",
             "model": {"name": "likeness-v0", "dimension": 256}, "data_bytes": 73982390, "uptime_s": 86400,
             "version": "0.1.0", "stages": {"decode": {"count": 4711, "mean_ms": 4.211, "max_ms": 31.9}},
             "queues": {"decode": 0, "embed": 0}, "disk": {"free_bytes": 56533929984, "total_bytes": 270553174016},
             "memory": {"used_bytes": 58047416, "max_bytes": 1073741824, "resident_bytes": 413999104},
             "health": {"store": {"status": "up", "detail": "answers within 0.71 ms"}}}""";

    private ServerRoutes() {}

    static void addTo(Components components) {
        components.addSchemas(
                "Collection",
                Shape.object("Pictures that are searched together.")
                        .must("name", Shape.ref("CollectionName"))
                        .must("pictures", Shape.whole("How many it holds.", 0))
                        .schema());
        components.addSchemas(
                "CollectionList",
                Shape.object("All collections.")
                        .must("collections", Shape.list("By name.", Shape.ref("Collection")))
                        .schema());
        components.addSchemas("Stats", stats().schema());
    }

    private static Shape stats() {
        return Shape.object("Counts, sizes and times.")
                .must("collection", Shape.ref("CollectionName"))
                .must("pictures", Shape.whole("Pictures in the collection.", 0))
                .must("collections", Shape.whole("Collections of the server.", 1))
                .must("store", Shape.text("Which store holds them."))
                .must(
                        "model",
                        Shape.object("The network that looks at pictures.")
                                .must("name", Shape.text(""))
                                .must("dimension", Shape.whole("Numbers in a vector.", 1)))
                .must("data_bytes", Shape.whole("Size of the data folder; counted at most once a minute.", 0))
                .must("uptime_s", Shape.whole("Seconds since the start.", 0))
                .must("version", Shape.text("Version of the server."))
                .must(
                        "stages",
                        Shape.map(
                                "Times of the stages of a picture's way, by name.",
                                Shape.object("")
                                        .must("count", Shape.whole("How often since the start.", 0))
                                        .must("mean_ms", Shape.number("Mean since the start."))
                                        .must("max_ms", Shape.number("Longest of the last minutes."))))
                .must(
                        "queues",
                        Shape.object("Pictures that wait.")
                                .must("decode", Shape.whole("To be decoded.", 0))
                                .must("embed", Shape.whole("For the network.", 0)))
                .must(
                        "disk",
                        Shape.object("The disk that the data lie on; -1 where it does not answer.")
                                .must("free_bytes", Shape.whole("", -1))
                                .must("total_bytes", Shape.whole("", -1)))
                .must(
                        "memory",
                        Shape.object("Memory of the process.")
                                .must("used_bytes", Shape.whole("Of the heap.", 0))
                                .must("max_bytes", Shape.whole("The heap at most.", 0))
                                .must(
                                        "resident_bytes",
                                        Shape.whole("Of everything; null where the system does not tell.", 0)
                                                .orNull()))
                .must(
                        "health",
                        Shape.map(
                                "How what the server depends on is, by name.",
                                Shape.object("")
                                        .must("status", Shape.choice("", "up", "down"))
                                        .must("detail", Shape.text("Why."))));
    }

    static List<Route> in(Place place) {
        return List.of(Route.at(place, HttpMethod.GET, "/stats", "stats", "Server", "Say how the server is")
                .answers(200, "How it is.", "Stats", "stats", STATS));
    }

    static List<Route> alone() {
        return List.of(
                Route.alone(HttpMethod.GET, "/v1/collections", "listCollections", TAG, "List collections")
                        .answers(
                                200,
                                "All of them.",
                                "CollectionList",
                                "collections",
                                "{\"collections\": [{\"name\": \"default\", \"pictures\": 12}, " + SHOP + "]}"),
                Route.alone(HttpMethod.PUT, PATH, "putCollection", TAG, "Make a collection")
                        .answers(201, "It is new.", "Collection", "new", "{\"name\": \"shop\", \"pictures\": 0}")
                        .answers(200, "It was there already.", "Collection", "known", SHOP),
                Route.alone(HttpMethod.GET, PATH, "getCollection", TAG, "Read one collection")
                        .fails(ProblemType.NOT_FOUND)
                        .answers(200, "The collection.", "Collection", "collection", SHOP),
                Route.alone(HttpMethod.DELETE, PATH, "deleteCollection", TAG, "Delete a collection with its pictures")
                        .fails(ProblemType.NOT_FOUND, ProblemType.CONFLICT)
                        .answers(204, "It is deleted."));
    }
}
