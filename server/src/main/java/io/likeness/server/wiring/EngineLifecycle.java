package io.likeness.server.wiring;

import io.likeness.server.engine.OpeningEngine;
import org.springframework.context.SmartLifecycle;

/** Lets the web server start once the engine is open, and closes the engine once the web server has stopped. */
final class EngineLifecycle implements SmartLifecycle {
    private final OpeningEngine engine;
    private volatile boolean running;

    EngineLifecycle(OpeningEngine engine) {
        this.engine = engine;
    }

    @Override
    public void start() {
        engine.get();
        running = true;
    }

    @Override
    public void stop() {
        engine.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server's phase at start, hence after it at the end. */
    @Override
    public int getPhase() {
        return 0;
    }
}
