package io.likeness.index.milvus;

import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock for the records of each key, so that changes of them by this server follow one another. Safe for use by many threads. */
final class KeyLocks {
    // Keys share a lock now and then; that costs a wait and nothing else.
    private final ReentrantLock[] stripes = new ReentrantLock[1024];

    KeyLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** Does {@code work} while it holds the locks of all {@code keys}. */
    <T> T locked(Collection<String> keys, Supplier<T> work) {
        // In ascending order, so that no two callers wait for one another.
        TreeSet<Integer> wanted = new TreeSet<>();
        keys.forEach(key -> wanted.add((key.hashCode() ^ (key.hashCode() >>> 16)) & (stripes.length - 1)));
        wanted.forEach(i -> stripes[i].lock());
        try {
            return work.get();
        } finally {
            wanted.forEach(i -> stripes[i].unlock());
        }
    }
}
