package io.likeness.library;

import io.likeness.image.ImageDigest;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock for each content, so that a preview is not deleted while a record of the same content is being added. */
final class DigestLocks {
    // Contents share a lock now and then; that costs a wait and nothing else.
    private final ReentrantLock[] stripes = new ReentrantLock[4096];

    DigestLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    <T> T locked(ImageDigest digest, Supplier<T> work) {
        ReentrantLock lock = stripes[Integer.parseUnsignedInt(digest.sha256(), 0, 3, 16)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
