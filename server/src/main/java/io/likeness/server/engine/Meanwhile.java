package io.likeness.server.engine;

import io.likeness.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Something that is opened on a thread of its own. Safe for use by many threads.
 *
 * @param <T> what is opened
 */
public final class Meanwhile<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Starts. */
    public Meanwhile(String name, Supplier<T> work) {
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    /** Waits for the result; what was thrown is thrown here. */
    public T get() {
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Failure failure -> throw failure;
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /** Waits for the end; the result, or empty if something was thrown. */
    public Optional<T> result() {
        return result.handle((value, thrown) -> Optional.ofNullable(value)).join();
    }
}
