package io.likeness.server.engine;

import io.likeness.image.ImageSource;

/** A picture to search with or to compare. */
public sealed interface QueryPicture {
    /** A picture that the caller gives. */
    record Given(ImageSource source) implements QueryPicture {}

    /** A stored picture. */
    record Stored(long id) implements QueryPicture {}
}
