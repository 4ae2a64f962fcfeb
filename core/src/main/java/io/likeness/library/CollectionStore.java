package io.likeness.library;

import java.util.Optional;
import java.util.Set;

/** Where the collections but the default one are kept. Calls that change something are made one after another. */
public interface CollectionStore {
    /**
     * The names of all that are there.
     *
     * @throws io.likeness.failure.Failure.Unavailable if the store does not answer
     */
    Set<String> names();

    /**
     * Opens the collection {@code name}, or makes it durably.
     *
     * @throws io.likeness.failure.Failure.Unavailable if the store does not answer
     */
    ImageLibrary open(String name);

    /** Deletes the collection {@code name} with all its pictures, durably when the call returns; its library is closed. */
    void delete(String name);

    /** Whether others make and delete collections too, so that what is open here need not be all. */
    boolean isShared();

    /** Why the store cannot be used now, or empty where it can; answers at once. */
    Optional<String> problem();

    /** Releases what is the store's own; the libraries are closed before. */
    void close();
}
