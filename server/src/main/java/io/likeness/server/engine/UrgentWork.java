package io.likeness.server.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts the searches under way, so that work in the background can let them go first. Safe for use by many threads. */
public final class UrgentWork {
    private static final Duration LOOK = Duration.ofMillis(2);

    private final AtomicInteger underWay = new AtomicInteger();

    UrgentWork() {}

    <T> T during(Supplier<T> work) {
        underWay.incrementAndGet();
        try {
            return work.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Waits until no search is under way, at most {@code patience}. */
    public void awaitNone(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < until) {
            Thread.sleep(LOOK);
        }
    }
}
