package io.likeness.image;

import java.util.Optional;

/**
 * Keeps one preview for each content. Safe for use by many threads.
 */
public interface PreviewStore extends AutoCloseable {
    /**
     * Stores {@code jpeg} under {@code digest}; durable when the call returns. What is already stored intact under that digest is kept.
     *
     * @throws io.likeness.failure.Failure.Unavailable if it cannot be written
     */
    void put(ImageDigest digest, byte[] jpeg);

    /** The preview of {@code digest}, or empty where there is none. */
    Optional<byte[]> get(ImageDigest digest);

    /** Removes the preview of {@code digest}; one that is not there is no error. */
    void delete(ImageDigest digest);

    /** Whether other servers put and delete here too, unseen by this one. */
    default boolean isShared() {
        return false;
    }

    @Override
    void close();
}
