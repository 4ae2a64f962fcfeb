package io.likeness.server.engine;

import io.likeness.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An engine that opens on its own thread while the rest of the server starts. Safe for use by many threads.
 */
public final class OpeningEngine implements Supplier<Engine>, AutoCloseable {
    private final CompletableFuture<Engine> opening = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts to open. */
    public OpeningEngine(Supplier<Engine> opener) {
        Thread.ofPlatform().name("open-engine").start(() -> {
            try {
                opening.complete(opener.get());
            } catch (RuntimeException | Error e) {
                opening.completeExceptionally(e);
            }
        });
    }

    /** The open engine; waits for it. What opening threw is thrown here. */
    @Override
    public Engine get() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Failure failure -> throw failure;
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /** Closes the engine once it is open; closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // One that failed to open has left nothing to close.
            opening.handle((engine, failure) -> Optional.ofNullable(engine))
                    .join()
                    .ifPresent(Engine::close);
        }
    }
}
