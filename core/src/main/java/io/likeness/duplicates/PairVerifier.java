package io.likeness.duplicates;

import io.likeness.index.ImageRecord;
import io.likeness.library.ImageLibrary;
import java.util.Optional;

/** Tells whether a stored picture is a duplicate of another. */
@FunctionalInterface
public interface PairVerifier {
    /**
     * Looks at one pair. Called by several threads at once.
     *
     * @param pair two pictures of different bytes
     * @param library the collection they are in
     * @return what {@code pair.a} is to {@code pair.b}, or empty where they are merely similar
     * @throws io.likeness.failure.Failure if a preview is missing or cannot be read
     */
    Optional<Match> verify(Candidate pair, ImageLibrary library);

    /** Finds suspects for one search through {@code library}; none unless an implementation knows better. */
    default Suspects suspects(ImageLibrary library) {
        return Suspects.NONE;
    }

    /**
     * Two pictures that may be duplicates.
     *
     * @param cosine of their embeddings
     */
    record Candidate(ImageRecord a, ImageRecord b, double cosine) {}

    /**
     * A duplicate.
     *
     * @param confidence that it is one, in 0 to 1
     */
    record Match(Relation relation, double confidence) {}
}
