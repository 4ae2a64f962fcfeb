package io.likeness.server.testing;

import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Previews in memory. Safe for use by many threads. */
public final class MemoryPreviews implements PreviewStore {
    private final Map<ImageDigest, byte[]> stored = new ConcurrentHashMap<>();

    @Override
    public void put(ImageDigest digest, byte[] jpeg) {
        stored.putIfAbsent(digest, jpeg);
    }

    @Override
    public Optional<byte[]> get(ImageDigest digest) {
        return Optional.ofNullable(stored.get(digest));
    }

    @Override
    public void delete(ImageDigest digest) {
        stored.remove(digest);
    }

    @Override
    public void close() {}
}
