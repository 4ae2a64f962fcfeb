package io.likeness.library;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Previews in memory, which fail when told to. Safe for use by many threads. */
public final class MemoryPreviewStore implements PreviewStore {
    private final Map<ImageDigest, byte[]> previews = new ConcurrentHashMap<>();
    final AtomicInteger puts = new AtomicInteger();
    volatile boolean failPuts;
    volatile boolean failDeletes;
    volatile boolean closed;

    Set<ImageDigest> digests() {
        return Set.copyOf(previews.keySet());
    }

    @Override
    public void put(ImageDigest digest, byte[] jpeg) {
        previews.putIfAbsent(digest, jpeg);
        puts.incrementAndGet();
        if (failPuts) {
            throw new Failure.Unavailable("no space left");
        }
    }

    @Override
    public Optional<byte[]> get(ImageDigest digest) {
        return Optional.ofNullable(previews.get(digest));
    }

    @Override
    public void delete(ImageDigest digest) {
        if (failDeletes) {
            throw new Failure.Unavailable("the disk does not answer");
        }
        previews.remove(digest);
    }

    @Override
    public void close() {
        closed = true;
    }
}
