package io.likeness.reembed;

import io.likeness.image.EncodedImage;
import io.likeness.index.ImageRecord;
import java.util.Optional;
import java.util.function.Function;

/** Finds the files that stored pictures came from. Safe for use by many threads. */
@FunctionalInterface
public interface Originals {
    /**
     * Hands the file of {@code record} to {@code work}, byte for byte the one that was added, and answers the result; empty where it cannot be reached
     * or is another by now.
     */
    <T> Optional<T> read(ImageRecord record, Function<EncodedImage, T> work);
}
