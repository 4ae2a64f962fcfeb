package io.likeness.server.engine;

import io.likeness.index.ImageRecord;

/** What became of a picture of another system. */
public sealed interface Adoption {
    /**
     * It is stored.
     *
     * @param record of another id where the same picture was stored under the same key before
     */
    record Stored(ImageRecord record) implements Adoption {}

    /**
     * It could not be fetched or read, or its id is another's.
     *
     * @param reason in plain words
     */
    record Unreadable(String reason) implements Adoption {}
}
