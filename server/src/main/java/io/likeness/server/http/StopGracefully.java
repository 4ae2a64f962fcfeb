package io.likeness.server.http;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the requests under way when the server stops: those done within the grace are answered as ever, the others that the server is stopping. Runs
 * beside Spring's own graceful stop, which keeps new connections away meanwhile. Safe for use by many threads.
 */
public final class StopGracefully implements SmartLifecycle {
    private final OpenExchanges open;
    private final Duration grace;
    private volatile boolean running;

    public StopGracefully(OpenExchanges open, Duration grace) {
        this.open = open;
        this.grace = grace;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!open.awaitNone(grace)) {
            open.answerAll();
        }
    }

    @Override
    public void stop(Runnable done) {
        Thread.ofPlatform().name("stop-requests").start(() -> {
            stop();
            done.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The same phase as Spring's, so that both run at once. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
