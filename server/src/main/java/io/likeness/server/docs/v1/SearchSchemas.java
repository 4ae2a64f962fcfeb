package io.likeness.server.docs.v1;

import io.likeness.embedding.MatchScores;
import io.likeness.index.NewImage;
import io.likeness.index.SearchQuery;
import io.likeness.library.SearchRequest;
import io.likeness.server.http.Fields;
import io.swagger.v3.oas.models.Components;
import java.util.Arrays;
import java.util.List;

/** The shapes of searches, filters and their answers. */
final class SearchSchemas {
    private static final int MOST_VALUES = 1000;

    private SearchSchemas() {}

    static void addTo(Components components) {
        components.addSchemas("Filter", filter().schema());
        components.addSchemas("Region", region().schema());
        components.addSchemas("Search", search().schema());
        components.addSchemas("SearchForm", form().schema());
        components.addSchemas("Hit", hit().schema());
        components.addSchemas("Match", match().schema());
        components.addSchemas("TookMillis", tookMillis().schema());
        components.addSchemas(
                "SearchAnswer",
                Shape.object("What a search found.")
                        .must("hits", Shape.list("Best first.", Shape.ref("Hit")))
                        .must("took_ms", Shape.ref("TookMillis"))
                        .schema());
        components.addSchemas(
                "Compare",
                Shape.object("Two pictures.")
                        .must("a", Shape.ref("GivenPicture"))
                        .must("b", Shape.ref("GivenPicture"))
                        .only()
                        .schema());
        components.addSchemas(
                "CompareForm",
                Shape.object("Two pictures: files, or JSON objects in a text.")
                        .must("a", Shape.file("The one."))
                        .must("b", Shape.file("The other."))
                        .only()
                        .schema());
        components.addSchemas(
                "Comparison",
                Shape.object("How similar two pictures are.")
                        .must("cosine", Shape.number("1 for the same picture.", -1, 1))
                        .must("match", Shape.refOrNull("Null where the model does not say.", "Match"))
                        .schema());
    }

    private static Shape filter() {
        Shape value = Shape.anyOf("", Shape.text(""), Shape.number(""));
        return Shape.object("Conditions on a picture; all of one object must be met. At most 8 deep and of 64 parts.")
                .may("tag", Shape.text("Name of the tag that eq, in, gt, gte, lt and lte are about."))
                .may("eq", value)
                .may("in", Shape.list("One of these values.", value).entries(MOST_VALUES))
                .may("gt", Shape.number("More; for tags that write a decimal number, as the next three."))
                .may("gte", Shape.number("As much or more."))
                .may("lt", Shape.number("Less."))
                .may("lte", Shape.number("As much or less."))
                .may("key_prefix", Shape.text("How its key begins."))
                .may("and", Shape.list("All of these.", Shape.ref("Filter")))
                .may("or", Shape.list("One of these.", Shape.ref("Filter")))
                .may("not", Shape.ref("Filter"))
                .only();
    }

    private static Shape region() {
        return Shape.object("A part of a picture, in shares of the upright picture; x + w and y + h are at most 1.")
                .must("x", Shape.number("Left edge.", 0, 1))
                .must("y", Shape.number("Upper edge.", 0, 1))
                .must("w", Shape.number("Width, above 0.", 0, 1))
                .must("h", Shape.number("Height, above 0.", 0, 1))
                .only();
    }

    private static Shape search() {
        return PictureSchemas.source(Shape.object("A picture, named by exactly one of url, path, base64 and id."))
                .may("id", Shape.ref("GivenId"))
                .may("limit", Shape.whole("The most hits.", 1, SearchQuery.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT))
                .may("offset", Shape.whole("How many of the best to pass over.", 0, SearchQuery.MAX_LIMIT - 1, 0))
                .may(
                        "min_score",
                        Shape.number("The least score of a hit.", -1, 1).otherwise(-1))
                .may("filter", Shape.ref("Filter"))
                .may("region", Shape.ref("Region"))
                .may(
                        "exclude",
                        Shape.list("Ids that are not wanted.", Shape.ref("GivenId"))
                                .entries(Fields.MAX_NAMES))
                .may(
                        "include_self",
                        Shape.flag("Whether a search by id may find that picture itself.")
                                .otherwise(false))
                .oneOfFields(List.of("url", "path", "base64", "id"))
                .only();
    }

    private static Shape form() {
        return PictureSchemas.source(Shape.object("The same as a form; numbers are texts.")
                        .may("file", Shape.file("The picture's file.")))
                .may("id", Shape.text(""))
                .may("limit", Shape.text("The most hits, 1 to 1000; left out, 10."))
                .may("offset", Shape.text("How many of the best to pass over; with limit at most 1000."))
                .may("min_score", Shape.text("The least score of a hit, -1 to 1."))
                .may("filter", Shape.text("A filter, as JSON."))
                .may("region", Shape.text("A region, as JSON or as x,y,w,h."))
                .may("exclude", Shape.text("Ids, as a JSON list or separated by commas."))
                .may("include_self", Shape.text("true or false."))
                .oneOfFields(List.of("file", "url", "path", "base64", "id"))
                .only();
    }

    private static Shape hit() {
        return PictureSchemas.rest(Shape.object("A picture found.")
                .must("id", Shape.ref("Id"))
                .must("key", Shape.text("The caller's name for it.").length(1, NewImage.MAX_KEY_BYTES))
                .must("score", Shape.number("Cosine of the two pictures, to six digits.", -1, 1))
                .must("match", Shape.refOrNull("Null where the model does not say.", "Match")));
    }

    private static Shape match() {
        List<String> words = Arrays.stream(MatchScores.Match.values())
                .map(MatchScores.Match::word)
                .toList();
        return Shape.choice(
                "What that score means, as measured for the model: same is another file of the picture,"
                        + " near-duplicate an edited copy or nearly the same view, similar the same kind of"
                        + " picture.",
                words.toArray(String[]::new));
    }

    private static Shape tookMillis() {
        return Shape.object("Milliseconds that each stage took; 0 where it was not needed.")
                .must("fetch", Shape.number(""))
                .must("decode", Shape.number(""))
                .must("embed", Shape.number(""))
                .must("index", Shape.number(""))
                .must("total", Shape.number("From reading the request to its answer."));
    }
}
