package io.likeness.server.engine;

import java.util.function.Supplier;

/** An engine that opens on its own thread while the rest of the server starts. Safe for use by many threads. */
public final class OpeningEngine implements Supplier<Engine>, AutoCloseable {
    private final Meanwhile<Engine> opening;

    /** Starts to open. */
    public OpeningEngine(Supplier<Engine> opener) {
        this.opening = new Meanwhile<>("open-engine", opener);
    }

    /** The open engine; waits for it. What opening threw is thrown here. */
    @Override
    public Engine get() {
        return opening.get();
    }

    /** Closes the engine as soon as it is open. */
    @Override
    public void close() {
        opening.result().ifPresent(Engine::close);
    }
}
