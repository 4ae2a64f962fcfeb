package io.likeness.migration;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Copies previews from one store to another, many at once. Used by one thread. */
final class CopiedPreviews implements AutoCloseable {
    private static final int COPIERS = 16;

    private final ExecutorService copiers =
            Executors.newFixedThreadPool(COPIERS, Thread.ofVirtual().factory());

    /**
     * Copies the previews of {@code contents}; they are durable when the call returns.
     *
     * @return the contents that have no preview
     * @throws Failure.Unavailable if a store does not answer
     */
    Set<ImageDigest> copy(Collection<ImageDigest> contents, PreviewStore from, PreviewStore to) {
        Map<ImageDigest, Future<Boolean>> copies = new HashMap<>();
        for (ImageDigest digest : new HashSet<>(contents)) {
            copies.put(digest, copiers.submit(() -> {
                var preview = from.get(digest);
                preview.ifPresent(jpeg -> to.put(digest, jpeg));
                return preview.isPresent();
            }));
        }
        Set<ImageDigest> missing = new HashSet<>();
        copies.forEach((digest, copy) -> {
            if (!await(copy)) {
                missing.add(digest);
            }
        });
        return missing;
    }

    private static boolean await(Future<Boolean> copy) {
        try {
            return copy.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }

    @Override
    public void close() {
        copiers.shutdown();
    }
}
