package io.likeness.image;

import java.util.Optional;

/** Keeps what was computed from previews, for each content. Whatever is lost is computed again. Safe for use by many threads. */
public interface FeatureStore {
    /** Keeps nothing. */
    FeatureStore NOWHERE = new FeatureStore() {
        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.empty();
        }

        @Override
        public void put(ImageDigest digest, byte[] features) {}

        @Override
        public void delete(ImageDigest digest) {}
    };

    /** What was stored last under {@code digest}, or empty; bytes that were damaged since are answered as they are. */
    Optional<byte[]> get(ImageDigest digest);

    /** Stores {@code features}, not durably; where that fails nothing is stored. */
    void put(ImageDigest digest, byte[] features);

    /** Removes what is stored under {@code digest}; that there is nothing is no error. */
    void delete(ImageDigest digest);
}
