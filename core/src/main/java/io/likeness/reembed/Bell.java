package io.likeness.reembed;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Calls a thread that pauses back to work. Safe for use by many threads. */
final class Bell {
    private final Semaphore rings = new Semaphore(0);

    /** Ends the pause that is, or else the next one. */
    void ring() {
        rings.release();
    }

    /** Waits for a ring, at most {@code pause}; answers whether it was let wait. */
    boolean await(Duration pause) {
        try {
            if (rings.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                rings.drainPermits();
            }
            return true;
        } catch (InterruptedException _) {
            // Nobody interrupts this thread but who wants it to end.
            return false;
        }
    }
}
