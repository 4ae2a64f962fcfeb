package io.likeness.index.lucene;

/** Waiting for threads. */
final class Threads {
    private Threads() {}

    /** Waits until {@code thread} has ended, also while interrupted. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
