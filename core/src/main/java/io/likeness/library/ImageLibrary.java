package io.likeness.library;

import io.likeness.failure.Failure;
import io.likeness.image.FeatureStore;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import io.likeness.index.VectorIndex;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored pictures: an index and the previews of its records. A preview is durable before its record is, and gone with the last record of its
 * content. Safe for use by many threads.
 */
public final class ImageLibrary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageLibrary.class);

    private final VectorIndex index;
    private final PreviewStore previews;
    private final FeatureStore features;
    // A preview is not deleted while a record of the same content is being added.
    private final StripedLocks contents = new StripedLocks();
    // Of two replacements of one key, the later one begins when the earlier is done. Taken before a lock of a content.
    private final StripedLocks keys = new StripedLocks();
    private final AtomicBoolean previewsLeft = new AtomicBoolean();

    /** Without a place for features. */
    public ImageLibrary(VectorIndex index, PreviewStore previews) {
        this(index, previews, FeatureStore.NOWHERE);
    }

    public ImageLibrary(VectorIndex index, PreviewStore previews, FeatureStore features) {
        this.index = index;
        this.previews = previews;
        this.features = features;
    }

    /** Records and embeddings. */
    public VectorIndex index() {
        return index;
    }

    /** Previews by content. */
    public PreviewStore previews() {
        return previews;
    }

    /** What was computed from previews, by content. */
    public FeatureStore features() {
        return features;
    }

    StripedLocks contents() {
        return contents;
    }

    StripedLocks keys() {
        return keys;
    }

    /**
     * Deletes the preview of {@code digest}, and what was computed from it, unless a record of that content is stored or being added.
     *
     * @throws io.likeness.failure.Failure.Unavailable if index or previews do not answer
     */
    public void dropUnneededPreview(ImageDigest digest) {
        contents.locked(digest, () -> {
            if (!index.holds(digest)) {
                dropLocked(digest);
            }
            return true;
        });
    }

    private void dropLocked(ImageDigest digest) {
        features.delete(digest);
        if (!previews.isShared()) {
            previews.delete(digest);
            return;
        }
        Optional<byte[]> preview = previews.get(digest);
        previews.delete(digest);
        // Another server may have stored a record of this content since; AddImage looks after the preview if it does so
        // later.
        if (preview.isPresent() && index.holds(digest)) {
            previews.put(digest, preview.get());
        }
    }

    /**
     * Does as {@link #dropUnneededPreview} where a failure must not reach the caller, whose own work is done or has failed already. A preview that
     * stays is harmless; it is remembered that there may be one.
     */
    void tidyPreview(ImageDigest digest) {
        try {
            dropUnneededPreview(digest);
        } catch (Failure e) {
            previewsLeft.set(true);
            LOG.warn("The preview of {} may be left without a record until the next start: {}", digest, e.getMessage());
        }
    }

    /** Whether a preview may be stored that no record needs, so that the previews should be swept at the next start. */
    public boolean mayHoldUnneededPreviews() {
        return previewsLeft.get();
    }

    /** Closes index and previews. */
    @Override
    public void close() {
        try (previews) {
            index.close();
        }
    }
}
