package io.likeness.server.engine;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the bytes of pictures on their way in may take, over all requests. Who needs more than is free waits in line for a while. Safe for use by many
 * threads.
 */
public final class ByteBudget {
    private static final int UNIT = 1024;
    /** So small that all connections together can hold that much. */
    private static final long FREE = 64 * 1024;

    private final int units;
    private final Duration patience;
    private final Semaphore free;

    /**
     * @param bytes for all requests together
     * @param patience how long a request waits
     */
    public ByteBudget(long bytes, Duration patience) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.patience = patience;
        // First come, first served: a large picture must not wait for ever behind small ones.
        this.free = new Semaphore(units, true);
    }

    /** Memory set aside; closing gives it back, and closing again does nothing. */
    public interface Reservation extends AutoCloseable {
        /** Gives back all but {@code bytes}; does nothing where it holds no more than that. */
        void shrinkTo(long bytes);

        @Override
        void close();
    }

    /**
     * Sets {@code bytes} aside, or everything where that is less.
     *
     * @throws Failure.Overloaded if they do not become free in time
     * @throws Failure.Unavailable if the wait is interrupted
     */
    public Reservation reserve(long bytes) {
        if (bytes <= FREE) {
            return new Held(0);
        }
        int wanted = unitsFor(bytes);
        try {
            if (!free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure.Overloaded("the pictures of other requests leave no memory for this one, "
                        + (bytes >> 20) + " MiB of " + (units >> 10)
                        + " MiB for all (likeness.byte-budget); try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting for memory", e);
        }
        return new Held(wanted);
    }

    private int unitsFor(long bytes) {
        return Math.clamp(bytes / UNIT + 1, 1, units);
    }

    private final class Held implements Reservation {
        // Guarded by this.
        private int held;

        Held(int held) {
            this.held = held;
        }

        @Override
        public void shrinkTo(long bytes) {
            keep(unitsFor(bytes));
        }

        @Override
        public void close() {
            keep(0);
        }

        private synchronized void keep(int kept) {
            if (kept < held) {
                free.release(held - kept);
                held = kept;
            }
        }
    }
}
