package io.likeness.migration;

import io.likeness.index.ExactVectorIndex;
import io.likeness.library.CollectionStore;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.server.testing.MemoryPreviews;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Collections in memory. */
final class MemoryCollections implements CollectionStore {
    private static final int DIMENSION = 3;

    private MemoryCollections() {}

    static ImageCollections open() {
        return ImageCollections.over(new MemoryCollections(), library());
    }

    private static ImageLibrary library() {
        return new ImageLibrary(new ExactVectorIndex(DIMENSION, InstantSource.system()), new MemoryPreviews());
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
}
