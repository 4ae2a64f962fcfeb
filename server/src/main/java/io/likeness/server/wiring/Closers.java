package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, in the opposite order, whatever becomes of each. Safe for use by many threads. */
final class Closers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Closers.class);

    // Guarded by this.
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Takes note of how to close something. */
    synchronized void add(Runnable closer) {
        closers.push(closer);
    }

    /** Closes everything; closing again does nothing. */
    @Override
    public synchronized void close() {
        while (!closers.isEmpty()) {
            try {
                closers.pop().run();
            } catch (Failure e) {
                log.warn("Closing: {}", e.getMessage());
            }
        }
    }
}
