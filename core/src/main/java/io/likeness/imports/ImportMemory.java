package io.likeness.imports;

import java.util.concurrent.Semaphore;

/** The memory that the pictures of all imports may take together. Safe for use by many threads. */
final class ImportMemory {
    private static final int UNIT = 64 * 1024;

    private final int units;
    // First come, first served: a large picture must not wait for ever behind small ones.
    private final Semaphore free;

    ImportMemory(long bytes) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /** Waits until {@code bytes} are free, or everything where that is less, and sets them aside. */
    Share take(long bytes) {
        int wanted = unitsOf(bytes);
        free.acquireUninterruptibly(wanted);
        return new Share(wanted);
    }

    private int unitsOf(long bytes) {
        return Math.clamp(bytes / UNIT + 1, 1, units);
    }

    /** Memory set aside. Used by one thread at a time. */
    final class Share implements AutoCloseable {
        private int held;

        private Share(int held) {
            this.held = held;
        }

        /** Gives back what is more than {@code bytes}. */
        void shrinkTo(long bytes) {
            int needed = Math.min(held, unitsOf(bytes));
            free.release(held - needed);
            held = needed;
        }

        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
