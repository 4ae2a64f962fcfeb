package io.likeness.image;

/** Where a picture comes from, as the caller gave it and unchecked. */
public sealed interface ImageSource {
    /** The bytes themselves, already received within the byte limit. */
    record Upload(EncodedImage image) implements ImageSource {}

    /** An http or https address to fetch. */
    record Url(String url) implements ImageSource {}

    /** A file of the server's own file system, below a configured root. */
    record LocalPath(String path) implements ImageSource {}

    /** Base64 of the bytes, standard or URL-safe alphabet, with or without a {@code data:} prefix. */
    record Base64(String text) implements ImageSource {}
}
