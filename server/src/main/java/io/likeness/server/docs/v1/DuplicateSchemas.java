package io.likeness.server.docs.v1;

import io.swagger.v3.oas.models.Components;
import java.util.List;

/** The shapes of duplicates. */
final class DuplicateSchemas {
    private DuplicateSchemas() {}

    static void addTo(Components components) {
        components.addSchemas(
                "DuplicateStart",
                Shape.object("What a search shall do; what is left out is as the last one had it.")
                        .may("min_confidence", Shape.number("Of the pairs that count as duplicates.", 0, 1))
                        .may("rules", DuplicateRoutes.rules())
                        .may(
                                "again",
                                Shape.flag("Forget what was found and look at everything; decisions stay.")
                                        .otherwise(false))
                        .only()
                        .schema());
        components.addSchemas("DuplicateSearch", search().schema());
        components.addSchemas(
                "DuplicatePicture",
                PictureSchemas.image("A picture of a group.")
                        .must(
                                "bytes",
                                Shape.whole("Size of its file, where its tag \"bytes\" tells it.", 0)
                                        .orNull())
                        .must("of", Shape.ref("Id"))
                        .must(
                                "relation",
                                Shape.choice(
                                        "What it is to the picture named by of: a crop is a part of it, contains the"
                                                + " other way round.",
                                        "exact",
                                        "edited",
                                        "crop",
                                        "contains",
                                        "mirrored",
                                        "rotated"))
                        .must("confidence", Shape.number("That the two are duplicates.", 0, 1))
                        .schema());
        components.addSchemas("DuplicateGroup", DuplicateRoutes.group().schema());
        components.addSchemas(
                "DuplicatePage",
                Shape.object("A page of the groups.")
                        .must("search", Shape.ref("DuplicateSearch"))
                        .must("counts", counts())
                        .must("groups", Shape.list("By their lowest id.", Shape.ref("DuplicateGroup")))
                        .must(
                                "next",
                                Shape.text("What to send as cursor for the next page; null after the last.")
                                        .orNull())
                        .must("undo", Shape.list("Decisions that can be undone, the newest first.", undoable()))
                        .schema());
        components.addSchemas(
                "DuplicateExport",
                Shape.object("All groups.")
                        .must("groups", Shape.list("By their lowest id.", Shape.ref("DuplicateGroup")))
                        .schema());
        addDecisions(components);
    }

    private static void addDecisions(Components components) {
        Shape keep = Shape.object("Which pictures stay.")
                .may("groups", DuplicateRoutes.given("Ids of groups.", Shape.text("")))
                .may("all", Shape.flag("All groups."))
                .may("kind", DuplicateRoutes.kinds())
                .may("keep", DuplicateRoutes.given("Pictures of these groups that stay.", Shape.ref("GivenId")))
                .may("confirm", Shape.whole("How many pictures will be deleted.", 0))
                .may("dry_run", Shape.flag("Only count.").otherwise(false))
                .may("min_confidence", Shape.number("As the groups were listed.", 0, 1))
                .may("rules", DuplicateRoutes.rules())
                .oneOfFields(List.of("groups", "all"))
                .only();
        components.addSchemas("KeepDuplicates", keep.schema());
        components.addSchemas(
                "KeptDuplicates",
                Shape.anyOf(
                                "",
                                Shape.object("")
                                        .must("deleted", Shape.whole("How many were deleted.", 0))
                                        .must("undo", Shape.text("Id to undo it by.")),
                                Shape.object("")
                                        .must("count", Shape.whole("How many would be deleted.", 0))
                                        .must("dry_run", Shape.flag("True.")))
                        .schema());
        components.addSchemas(
                "UndoDuplicates",
                Shape.object("What to undo.")
                        .must("id", Shape.text("What the decision answered as undo."))
                        .only()
                        .schema());
        components.addSchemas(
                "UndoneDuplicates",
                Shape.object("What was undone.")
                        .must("undone", Shape.text("Id of the decision."))
                        .must("count", Shape.whole("Pictures that are back, or pairs no longer kept apart.", 0))
                        .schema());
        components.addSchemas(
                "ApartDuplicates",
                Shape.object("Pictures that are no duplicates of each other.")
                        .must("pictures", DuplicateRoutes.given("Up to 1000.", Shape.ref("GivenId")))
                        .may(
                                "from",
                                Shape.anyOf(
                                        "Only this one is no duplicate of any of them; left out, none is of any other.",
                                        Shape.ref("GivenId")))
                        .only()
                        .schema());
        components.addSchemas(
                "KeptApart",
                Shape.object("What was remembered.")
                        .must("pairs", Shape.whole("Pairs that were not kept apart before.", 0))
                        .must("undo", Shape.text("Id to undo it by."))
                        .schema());
    }

    private static Shape counts() {
        return Shape.object("Of all groups that the request means.")
                .must("groups", Shape.whole("Groups.", 0))
                .must("exact", Shape.whole("Of them, with the same bytes.", 0))
                .must("edited", Shape.whole("Of them, with the same picture.", 0))
                .must("part", Shape.whole("Of them, with parts of a picture.", 0))
                .must("pictures", Shape.whole("Pictures in groups.", 0))
                .must("surplus", Shape.whole("Of them, those that are the best of no group.", 0));
    }

    private static Shape undoable() {
        return Shape.object("")
                .must("id", Shape.text("Id to undo it by."))
                .must("kind", Shape.choice("", "keep", "apart"))
                .must("count", Shape.whole("Pictures deleted, or pairs kept apart.", 0))
                .must("at", Shape.text("When, UTC.").format("date-time"));
    }

    private static Shape search() {
        return Shape.object("How far the search for duplicates is.")
                .must("state", Shape.choice("What it does.", "none", "running", "done", "cancelled", "failed"))
                .must("collection", Shape.ref("CollectionName"))
                .must("total", Shape.whole("Pictures in the collection.", 0))
                .must("finished", Shape.whole("Of them, those looked at now or before.", 0))
                .must("looked_at", Shape.whole("Those looked at by this search.", 0))
                .must("pairs", Shape.whole("Pairs found by this search and those before.", 0))
                .must("unreadable", Shape.whole("Pairs without a preview to compare.", 0))
                .must("pictures_per_second", Shape.number("How fast it is now, or was."))
                .must(
                        "seconds_left",
                        Shape.whole("How long it will take, by that.", 0).orNull())
                .must("min_confidence", Shape.number("Of the pairs that count as duplicates.", 0, 1))
                .must("rules", DuplicateRoutes.rules())
                .must(
                        "started",
                        Shape.text("When it began, UTC.").format("date-time").orNull())
                .must(
                        "ended",
                        Shape.text("When it ended, UTC.").format("date-time").orNull())
                .must("problem", Shape.text("Why it failed.").orNull());
    }
}
