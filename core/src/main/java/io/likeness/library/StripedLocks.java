package io.likeness.library;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock for each thing, so that steps on the same thing follow one another. Nested use must take the locks of different instances in one order.
 */
final class StripedLocks {
    // Things share a lock now and then; that costs a wait and nothing else.
    private final ReentrantLock[] stripes = new ReentrantLock[4096];

    StripedLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    <T> T locked(Object thing, Supplier<T> work) {
        int hash = thing.hashCode();
        ReentrantLock lock = stripes[(hash ^ (hash >>> 16)) & (stripes.length - 1)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
