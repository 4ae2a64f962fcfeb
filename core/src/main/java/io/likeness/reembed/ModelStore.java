package io.likeness.reembed;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.index.VectorIndex;
import io.likeness.storage.Generation.Beside;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the vectors of a library lie, by the model that made them. What is said to change is durable when the call returns, in one step. Calls follow
 * one another, except {@link #beside} and {@link #openIndex}.
 */
public interface ModelStore {
    /** The second generation of vectors. */
    Optional<Beside> beside();

    /**
     * What the model in a folder is.
     *
     * @throws io.likeness.failure.Failure if there is none
     */
    ModelFingerprint fingerprint(Path bundle);

    /**
     * Begins a next generation.
     *
     * @param bundle folder of the model, or empty for the one that comes with this version
     * @return its network, to be closed by the caller
     * @throws io.likeness.failure.Failure if it is no model that works, or the one that the library has; nothing has changed then
     */
    Embedder begin(Optional<Path> bundle);

    /** Opens the index of the second generation of one collection. */
    VectorIndex openIndex(String collection);

    /** The next generation answers from now on, and the one that did becomes the previous one. */
    void switchToNext();

    /** The previous generation answers again; the other is given up. */
    void returnToPrevious();

    /** The second generation is given up. */
    void drop();

    /** Deletes the files of what was given up, which nothing has open. */
    void deleteUnused();
}
