package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.library.ImageLibrary;
import io.likeness.storage.FileFeatureStore;
import io.likeness.storage.FilePreviewStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the previews and features that no record needs, in the background, where the library was not closed cleanly the last time. Safe for use by many threads.
 */
final class PreviewSweep {
    private static final Logger log = LoggerFactory.getLogger(PreviewSweep.class);

    private final ImageLibrary library;
    private final FilePreviewStore previews;
    private final FileFeatureStore features;
    private volatile boolean clean;

    /** Starts, unless the library is clean. */
    PreviewSweep(boolean clean, ImageLibrary library, FilePreviewStore previews, FileFeatureStore features) {
        this.library = library;
        this.previews = previews;
        this.features = features;
        this.clean = clean;
        if (!clean) {
            Thread.ofPlatform().name("sweep-previews").daemon().start(this::sweep);
        }
    }

    private void sweep() {
        try {
            clean = previews.sweep(library::dropUnneededPreview) && features.sweep(library::dropUnneededPreview);
        } catch (Failure.Unavailable e) {
            // Also when the server stops meanwhile; the next start begins again.
            log.debug("The sweep of the previews ended early: {}", e.getMessage());
        }
    }

    /** Whether there is nothing for the next start to sweep. */
    boolean leftNothing() {
        return clean && !library.mayHoldUnneededPreviews();
    }
}
