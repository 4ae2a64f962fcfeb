package io.likeness.migration;

import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import io.likeness.index.ExactVectorIndex;
import io.likeness.library.CollectionStore;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Collections in memory. */
final class MemoryCollections implements CollectionStore {
    private static final int DIMENSION = 3;

    private MemoryCollections() {}

    static ImageCollections open() {
        return ImageCollections.over(new MemoryCollections(), library());
    }

    private static ImageLibrary library() {
        return new ImageLibrary(new ExactVectorIndex(DIMENSION, InstantSource.system()), new Previews());
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public ImageLibrary open(String name) {
        return library();
    }

    @Override
    public void delete(String name) {}

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {}

    private static final class Previews implements PreviewStore {
        private final Map<ImageDigest, byte[]> all = new ConcurrentHashMap<>();

        @Override
        public void put(ImageDigest digest, byte[] jpeg) {
            all.putIfAbsent(digest, jpeg);
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.ofNullable(all.get(digest));
        }

        @Override
        public void delete(ImageDigest digest) {
            all.remove(digest);
        }

        @Override
        public void close() {}
    }
}
