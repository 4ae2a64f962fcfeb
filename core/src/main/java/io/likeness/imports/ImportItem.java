package io.likeness.imports;

import io.likeness.image.EncodedImage;
import io.likeness.index.Attributes;
import java.nio.file.Path;
import java.util.Optional;

/** One thing found by an import that may be a picture. Used by one thread at a time. */
public interface ImportItem {
    /** What it is called in reports: a path, an entry's name or an address; unique within its import. */
    String name();

    /** Where it is within its source, with slashes: what keys are made of. */
    String relativePath();

    /** Its size in bytes where that is known before reading, else 0. */
    long sizeHint();

    /**
     * Reads the bytes, under the limits and guards of this server.
     *
     * @throws io.likeness.failure.Failure if they cannot be had
     */
    EncodedImage read();

    /** The key this item names for itself, or empty where the import decides. */
    Optional<String> key();

    /** What this item says about itself; laid over what the import says. */
    Attributes attributes();

    /** The file itself where it is one of this machine that may be moved. */
    Optional<Path> file();
}
