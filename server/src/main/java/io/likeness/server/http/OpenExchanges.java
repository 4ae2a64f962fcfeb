package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests being worked on. When the server stops before one is done, {@link #answerAll} answers in place of its thread. Safe for use by many
 * threads.
 */
public final class OpenExchanges {
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final Answers answers;
    private volatile boolean stopping;

    public OpenExchanges(Answers answers) {
        this.answers = answers;
    }

    void begin(Exchange exchange) {
        open.add(exchange);
        if (stopping) {
            answer(exchange);
        }
    }

    void end(Exchange exchange) {
        open.remove(exchange);
    }

    /** Waits until no request is open, at most {@code patience}; answers whether that came. */
    public boolean awaitNone(Duration patience) {
        long start = System.nanoTime();
        try {
            while (!open.isEmpty()) {
                if (System.nanoTime() - start >= patience.toNanos()) {
                    return false;
                }
                Thread.sleep(10);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Answers every open request, and every one that still comes, that the server is stopping. */
    public void answerAll() {
        stopping = true;
        open.forEach(this::answer);
    }

    private void answer(Exchange exchange) {
        answers.failure(exchange, new Failure.Unavailable("the server is stopping; try again when it is back"));
        // What the thread still works on has no reader any more.
        exchange.interrupt();
    }
}
