package io.likeness.copies;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.library.ImageLibrary;
import java.util.Optional;

/** The features of stored pictures: computed from the preview when first asked for, and kept beside it from then on. Safe for use by many threads. */
public final class StoredFeatures {
    private final ImageLibrary library;
    private final FeatureExtractor extractor = new FeatureExtractor();

    public StoredFeatures(ImageLibrary library) {
        this.library = library;
    }

    /**
     * The features of a content, or empty where its preview is gone. Takes about 20 ms of computing where they are not kept yet.
     *
     * @throws Failure.UnsupportedImage if the preview is damaged
     * @throws Failure.Unavailable if a store does not answer
     */
    public Optional<LocalFeatures> of(ImageDigest digest) {
        Optional<LocalFeatures> kept = library.features().get(digest).flatMap(StoredFeatures::readable);
        return kept.isPresent() ? kept : computed(digest);
    }

    /** Of another version, or torn by a crash: computed again. */
    private static Optional<LocalFeatures> readable(byte[] encoded) {
        try {
            return Optional.of(LocalFeatures.decode(encoded));
        } catch (Failure.BadInput _) {
            return Optional.empty();
        }
    }

    private Optional<LocalFeatures> computed(ImageDigest digest) {
        Optional<byte[]> preview = library.previews().get(digest);
        if (preview.isEmpty()) {
            return Optional.empty();
        }
        LocalFeatures features = extractor.extract(preview.get());
        library.features().put(digest, features.encode());
        if (!library.index().holds(digest)) {
            // Deleted meanwhile, so that nobody else would clear it away.
            library.features().delete(digest);
        }
        return Optional.of(features);
    }
}
