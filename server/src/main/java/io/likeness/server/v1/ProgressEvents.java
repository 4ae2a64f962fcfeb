package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams of server-sent events that tell how far some work is: one event a second, and one at once when it ends, which is the last. Each has the thread
 * of its request. They end when the server stops. Safe for use by many threads.
 */
public final class ProgressEvents implements SmartLifecycle {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LISTENERS = 64;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** How long a stream takes to see that the server stops. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Answers answers;
    private final Semaphore free = new Semaphore(LISTENERS);
    private volatile boolean running;

    public ProgressEvents(Answers answers) {
        this.answers = answers;
    }

    /**
     * Work that is watched.
     *
     * @param <P> says how far it is
     */
    interface Work<P> {
        /** Whether more is to come. */
        boolean isRunning(P progress);

        /** Waits until it has ended, at most {@code patience}, and answers how far it is then. */
        P await(P last, Duration patience) throws InterruptedException;

        /** What an event says. */
        Object json(P progress);
    }

    /**
     * Answers with the stream of {@code work}; returns when it has ended or nobody listens any more.
     *
     * @throws Failure.Overloaded if too many listen already
     */
    <P> void stream(Exchange exchange, P first, Work<P> work) {
        if (!free.tryAcquire()) {
            throw new Failure.Overloaded(LISTENERS + " clients listen to events already, which is the limit");
        }
        try {
            // Proxies that gather what they pass on would hold the events back.
            exchange.header("X-Accel-Buffering", "no");
            answers.stream(exchange, "text/event-stream", body -> write(body, first, work));
        } finally {
            free.release();
        }
    }

    private <P> void write(OutputStream body, P first, Work<P> work) throws IOException {
        P progress = first;
        write(work.json(progress), body);
        while (work.isRunning(progress) && running) {
            progress = next(progress, work);
            write(work.json(progress), body);
        }
    }

    private <P> P next(P last, Work<P> work) {
        long until = System.nanoTime() + BETWEEN.toNanos();
        P progress = last;
        try {
            while (work.isRunning(progress) && running && System.nanoTime() < until) {
                progress = work.await(last, LOOK);
            }
            return progress;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the server is stopping", e);
        }
    }

    private static void write(Object json, OutputStream body) throws IOException {
        String event = "event: progress\ndata: " + JSON.writeValueAsString(json) + "\n\n";
        body.write(event.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** With the requests under way, which the server waits for when it stops. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
