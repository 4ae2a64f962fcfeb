package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportState;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams of server-sent events that tell how far an import is: one event a second, and one at once when it ends, which is the last. Each has the thread
 * of its request. They end when the server stops. Safe for use by many threads.
 */
public final class ImportEvents implements SmartLifecycle {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LISTENERS = 64;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** How long a stream takes to see that the server stops. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Supplier<ImportJobs> jobs;
    private final Answers answers;
    private final Semaphore free = new Semaphore(LISTENERS);
    private volatile boolean running;

    public ImportEvents(Supplier<ImportJobs> jobs, Answers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    /**
     * Answers with the stream of an import; returns when it has ended or nobody listens any more.
     *
     * @throws Failure.Overloaded if too many listen already
     */
    void stream(Exchange exchange, ImportProgress first) {
        if (!free.tryAcquire()) {
            throw new Failure.Overloaded(LISTENERS + " clients listen to imports already, which is the limit");
        }
        try {
            // Proxies that gather what they pass on would hold the events back.
            exchange.header("X-Accel-Buffering", "no");
            answers.stream(exchange, "text/event-stream", body -> write(body, first));
        } finally {
            free.release();
        }
    }

    private void write(OutputStream body, ImportProgress first) throws IOException {
        ImportProgress progress = first;
        write(progress, body);
        while (progress.state() == ImportState.RUNNING && running) {
            progress = next(progress);
            write(progress, body);
        }
    }

    private ImportProgress next(ImportProgress last) {
        long until = System.nanoTime() + BETWEEN.toNanos();
        ImportProgress progress = last;
        try {
            while (progress.state() == ImportState.RUNNING && running && System.nanoTime() < until) {
                progress = jobs.get().await(last.id(), LOOK);
            }
            return progress;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the server is stopping", e);
        }
    }

    private static void write(ImportProgress progress, OutputStream body) throws IOException {
        String event = "event: progress\ndata: " + JSON.writeValueAsString(ImportJson.of(progress)) + "\n\n";
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
