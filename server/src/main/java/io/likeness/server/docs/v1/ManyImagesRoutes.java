package io.likeness.server.docs.v1;

import io.likeness.index.ListQuery;
import io.likeness.server.http.Fields;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Map;

/** Lists of pictures, and deleting many. */
final class ManyImagesRoutes {
    private static final String TAG = "Pictures";
    private static final long DEFAULT_LIMIT = 50;

    /** A place in the walk whose other parameters are the examples here. */
    private static final String CURSOR = "AQEAAAGiBRLELgAAAAAAAAAHRwjqlozUajQ";

    private ManyImagesRoutes() {}

    static void addTo(Components components) {
        components.addSchemas(
                "ImagePage",
                Shape.object("A page of a list.")
                        .must("images", Shape.list("In the order asked for.", Shape.ref("Image")))
                        .must(
                                "next",
                                Shape.text("What to send as cursor for the next page; null after the last.")
                                        .orNull())
                        .schema());
        components.addSchemas(
                "ImagePatch",
                Shape.object("What to change.")
                        .may("imgPath", Shape.text("Null makes it empty.").orNull())
                        .may("tags", patchedTags())
                        .only()
                        .schema());
        components.addSchemas(
                "DeleteImages",
                Shape.object("What to delete: exactly one of ids, keys and filter.")
                        .may("ids", Shape.list("", Shape.ref("GivenId")).entries(Fields.MAX_NAMES))
                        .may(
                                "keys",
                                Shape.list("All pictures of each.", Shape.text(""))
                                        .entries(Fields.MAX_NAMES))
                        .may("filter", Shape.ref("Filter"))
                        .may(
                                "all",
                                Shape.flag("Must be true where the filter is empty, which means every picture.")
                                        .otherwise(false))
                        .may("dry_run", Shape.flag("Only count.").otherwise(false))
                        .oneOfFields(List.of("ids", "keys", "filter"))
                        .only()
                        .schema());
        components.addSchemas(
                "Deleted",
                Shape.anyOf(
                                "",
                                Shape.object("").must("deleted", Shape.whole("How many were deleted.", 0)),
                                Shape.object("")
                                        .must("count", Shape.whole("How many would be deleted.", 0))
                                        .must("dry_run", Shape.flag("True.")))
                        .schema());
    }

    private static Shape patchedTags() {
        return Shape.map(
                        "Null removes all.",
                        Shape.anyOf("", Shape.text("Null removes the tag.").orNull(), Shape.number("")))
                .orNull();
    }

    static List<Route> in(Place place) {
        return List.of(list(place), delete(place));
    }

    private static Route list(Place place) {
        String page = "{\"images\": [" + ImageRoutes.IMAGE + "], \"next\": \"" + CURSOR + "\"}";
        String end = "{\"images\": [], \"next\": null}";
        return Route.at(place, HttpMethod.GET, "/images", "listImages", TAG, "List pictures")
                .says("By the time they were added. A walk from page to page stays right while pictures are added and"
                        + " deleted: nothing twice, nothing left out. It keeps its order and its filters.")
                .takes(
                        "limit",
                        "query",
                        Shape.whole("", 1, ListQuery.MAX_LIMIT, DEFAULT_LIMIT),
                        "The most pictures of a page.",
                        DEFAULT_LIMIT)
                .mayTake(parameter("cursor", "What the page before said as next."), "", CURSOR)
                .takes(
                        "order",
                        "query",
                        Shape.choice("", "newest", "oldest").otherwise("newest"),
                        "Which come first.",
                        "newest")
                .mayTake(parameter("key_prefix", "How their keys begin."), "", "shoes/")
                .mayTake(tags(), Map.of(), Map.of("tag.season", "2026"))
                .answers(200, "A page.", "ImagePage", "page", page)
                .answers(200, "A page.", "ImagePage", "end", end);
    }

    /** Parameters by the caller's names, which is an object in form style. */
    static Parameter tags() {
        return new Parameter()
                .name("tags")
                .in("query")
                .style(Parameter.StyleEnum.FORM)
                .explode(true)
                .description(
                        "tag.NAME=VALUE: pictures whose tag NAME is VALUE. Given several times for one name, either"
                                + " value; several names must all match.")
                .schema(Shape.object("")
                        .patterned("^tag\\..+$", Shape.text(""))
                        .only()
                        .schema());
    }

    private static Parameter parameter(String name, String says) {
        return new Parameter()
                .name(name)
                .in("query")
                .description(says)
                .schema(Shape.text("").schema());
    }

    private static Route delete(Place place) {
        return Route.at(place, HttpMethod.POST, "/images/delete", "deleteImages", TAG, "Delete many pictures")
                .says("What no picture is found for is passed over.")
                .body(Route.JSON, "DeleteImages", "ids", "{\"ids\": [\"11\", \"12\"]}")
                .body(Route.JSON, "DeleteImages", "keys", "{\"keys\": [\"shoes/4714\", \"shoes/4715\"]}")
                .body(
                        Route.JSON,
                        "DeleteImages",
                        "count",
                        "{\"filter\": {\"tag\": \"season\", \"lt\": 2020}, \"dry_run\": true}")
                .body(Route.JSON, "DeleteImages", "filter", "{\"filter\": {\"tag\": \"season\", \"lt\": 2020}}")
                .answers(200, "How many were deleted, or would be.", "Deleted", "deleted", "{\"deleted\": 2}")
                .answers(
                        200,
                        "How many were deleted, or would be.",
                        "Deleted",
                        "count",
                        "{\"count\": 17, \"dry_run\": true}");
    }
}
