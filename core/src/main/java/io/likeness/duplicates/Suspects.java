package io.likeness.duplicates;

import io.likeness.index.ImageRecord;
import java.util.List;

/** Finds pictures that have details in common although their embeddings are far apart. Safe for use by many threads. */
@FunctionalInterface
public interface Suspects {
    /** Suspects nothing. */
    Suspects NONE = _ -> List.of();

    /**
     * Takes a picture in.
     *
     * @return ids of pictures taken in before that have details in common with it, those with most first
     * @throws io.likeness.failure.Failure if its preview is missing or cannot be read
     */
    List<Long> meet(ImageRecord record);
}
