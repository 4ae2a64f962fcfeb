package io.likeness.library;

import io.likeness.image.PreviewStore;
import io.likeness.index.VectorIndex;

/**
 * The stored pictures: an index and the previews of its records. A preview is durable before its record is, and gone with the last record of its
 * content. Safe for use by many threads.
 */
public final class ImageLibrary implements AutoCloseable {
    private final VectorIndex index;
    private final PreviewStore previews;
    private final DigestLocks locks = new DigestLocks();

    public ImageLibrary(VectorIndex index, PreviewStore previews) {
        this.index = index;
        this.previews = previews;
    }

    /** Records and embeddings. */
    public VectorIndex index() {
        return index;
    }

    /** Previews by content. */
    public PreviewStore previews() {
        return previews;
    }

    DigestLocks locks() {
        return locks;
    }

    /** Closes index and previews. */
    @Override
    public void close() {
        try (previews) {
            index.close();
        }
    }
}
