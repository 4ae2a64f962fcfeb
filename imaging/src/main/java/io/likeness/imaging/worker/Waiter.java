package io.likeness.imaging.worker;

import org.jspecify.annotations.Nullable;

/** A caller that waits for a worker. */
final class Waiter {
    // Guarded by the pool's lock.
    @Nullable
    WorkerProcess given;
}
