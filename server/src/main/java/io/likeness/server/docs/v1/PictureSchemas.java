package io.likeness.server.docs.v1;

import io.likeness.index.Attributes;
import io.likeness.index.NewImage;
import io.swagger.v3.oas.models.Components;
import java.util.List;

/** The shapes of pictures as they are given and as they are answered. */
final class PictureSchemas {
    private static final int TAG_NAME = 64;
    private static final int TAG_VALUE = 256;
    private static final String URL = "Address of the picture, http or https; internal ones need likeness.fetch.allow.";
    private static final String PATH = "Absolute path on the server, below one of likeness.roots.";
    private static final String BASE64 = "The picture in base64, with or without a prefix like data:image/png;base64,";

    private PictureSchemas() {}

    static void addTo(Components components) {
        components.addSchemas(
                "Id",
                Shape.text("A picture's id: a whole number, answered as a text.")
                        .pattern("^[1-9][0-9]{0,17}$")
                        .schema());
        components.addSchemas(
                "GivenId",
                Shape.anyOf("A picture's id; a number is taken as well.", Shape.ref("Id"), Shape.whole("", 1))
                        .schema());
        components.addSchemas(
                "CollectionName",
                Shape.text("Name of a collection.")
                        .pattern("^[a-z0-9][a-z0-9_-]{0,62}$")
                        .schema());
        components.addSchemas("Tags", tags().schema());
        components.addSchemas("GivenTags", givenTags().schema());
        components.addSchemas("Image", image("A stored picture.").schema());
        components.addSchemas(
                "AddedImage",
                added("A picture that was added.")
                        .may(
                                "copy_of",
                                Shape.anyOf(
                                        "The stored picture that it is a copy of, or null; only with on_copy=flag.",
                                        Shape.ref("Hit"),
                                        Shape.nothing()))
                        .schema());
        components.addSchemas(
                "ReplacedImage",
                added("The picture that its key holds now.")
                        .must("replaced", Shape.whole("How many others of the key were deleted.", 0))
                        .schema());
        components.addSchemas("NewImage", onCopy(given()).schema());
        components.addSchemas("NewImageForm", onCopy(form()).schema());
        components.addSchemas("ReplaceImage", given().must("key").schema());
        components.addSchemas("ReplaceImageForm", form().must("key").schema());
        components.addSchemas(
                "GivenPicture",
                source(Shape.object("A picture: exactly one of these."))
                        .may("id", Shape.ref("GivenId"))
                        .oneOfFields(List.of("url", "path", "base64", "id"))
                        .only()
                        .schema());
    }

    private static Shape tags() {
        return Shape.map(
                        "What is said about a picture: names of 1 to 64 characters and texts of up to 256.",
                        Shape.text("").length(0, TAG_VALUE))
                .entries(Attributes.MAX_TAGS);
    }

    private static Shape givenTags() {
        return Shape.map(
                        "Names of 1 to 64 characters and texts of up to 256; a number is taken as it is written.",
                        Shape.anyOf("", Shape.text("").length(0, TAG_VALUE), Shape.number("")))
                .entries(Attributes.MAX_TAGS);
    }

    /** What every answer says about a picture, after what sets it apart. */
    static Shape rest(Shape shape) {
        return shape.must("imgPath", Shape.text("What was given, or empty."))
                .must("tags", Shape.ref("Tags"))
                .must("width", Shape.whole("Columns of the upright picture.", 1))
                .must("height", Shape.whole("Rows of the upright picture.", 1))
                .must("type", Shape.text("Media type, told by content."))
                .must("digest", Shape.text("SHA-256 of the file, in hex.").pattern("^[0-9a-f]{64}$"))
                .must("added", Shape.text("When it was added, UTC.").format("date-time"))
                .must(
                        "original",
                        Shape.text("Where its original is, by likeness.original-url; else null.")
                                .format("uri")
                                .orNull())
                .must("preview", Shape.text("Path of its preview.").format("uri-reference"));
    }

    static Shape image(String says) {
        return rest(Shape.object(says)
                .must("id", Shape.ref("Id"))
                .must("key", Shape.text("The caller's name for it.").length(1, NewImage.MAX_KEY_BYTES)));
    }

    private static Shape added(String says) {
        return image(says)
                .must(
                        "created",
                        Shape.flag("Whether it is new; false where these bytes were stored under this key already."));
    }

    /** The fields that name a picture in JSON. */
    static Shape source(Shape shape) {
        return shape.may("url", Shape.text(URL).format("uri"))
                .may("path", Shape.text(PATH))
                .may("base64", Shape.text(BASE64));
    }

    private static Shape said(Shape shape) {
        return shape.may(
                        "key",
                        Shape.text("Your name for it, 1 to 512 bytes; left out of an add, the MD5 of the bytes. A key"
                                        + " may hold many pictures.")
                                .length(1, NewImage.MAX_KEY_BYTES))
                .may(
                        "imgPath",
                        Shape.text("Stored and answered as given, never opened; up to 1024 bytes.")
                                .length(0, Attributes.MAX_IMG_PATH_BYTES));
    }

    private static Shape onCopy(Shape shape) {
        return shape.may(
                "on_copy",
                Shape.choice(
                                "What to do with a copy of a stored picture: add it, add it and answer what it is a copy"
                                        + " of, or refuse it with 409.",
                                "add",
                                "flag",
                                "refuse")
                        .otherwise("add"));
    }

    private static Shape given() {
        return said(source(Shape.object("A picture, named by exactly one of url, path and base64.")))
                .may("tags", Shape.ref("GivenTags"))
                .oneOfFields(List.of("url", "path", "base64"))
                .only();
    }

    private static Shape form() {
        return said(source(Shape.object("The same as a form; tag.NAME sets one tag.")
                        .may("file", Shape.file("The picture's file."))))
                .may("tags", Shape.text("A JSON object of names and texts."))
                .patterned("^tag\\..{1," + TAG_NAME + "}$", Shape.text("Value of the tag named."))
                .oneOfFields(List.of("file", "url", "path", "base64"))
                .only();
    }
}
