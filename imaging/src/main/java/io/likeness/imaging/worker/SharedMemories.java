package io.likeness.imaging.worker;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Shared memories to be used again: making one, and touching each of its pages for the first time, costs more than what most pictures need it for. Those
 * for large pictures are freed after use. Safe for use by many threads.
 */
public final class SharedMemories implements AutoCloseable {
    /** All that are kept are alike, so that each does for most; only pages that were touched take room. */
    private static final long KEPT_BYTES = 8 << 20;

    private final int mostKept;

    // Guarded by itself.
    private final Deque<SharedMemory> free = new ArrayDeque<>();
    // Guarded by free: those that are kept, in use or free.
    private int kept;
    private boolean closed;

    /** @param mostKept how many are kept, in use or not */
    public SharedMemories(int mostKept) {
        this.mostKept = mostKept;
    }

    /**
     * One for this caller alone.
     *
     * @param size bytes that it holds at least, 1 at least
     * @throws Failure.Overloaded if there is no room for it
     */
    public SharedMemory take(long size) {
        boolean keep;
        synchronized (free) {
            keep = size <= KEPT_BYTES && !closed;
            SharedMemory used = keep ? free.poll() : null;
            if (used != null) {
                return used;
            }
            keep = keep && kept < mostKept;
            kept += keep ? 1 : 0;
        }
        boolean made = false;
        try {
            SharedMemory memory = SharedMemory.create(keep ? KEPT_BYTES : size, keep);
            made = true;
            return memory;
        } catch (IOException e) {
            throw new Failure.Overloaded("there is no room for the " + size + " bytes that a picture needs while it is"
                    + " decoded: " + e.getMessage());
        } finally {
            if (keep && !made) {
                forget();
            }
        }
    }

    private void forget() {
        synchronized (free) {
            kept--;
        }
    }

    /** Takes it back to be used by others: no worker may have it in use any more. */
    public void giveBack(SharedMemory memory) {
        synchronized (free) {
            if (memory.isKept() && !closed) {
                free.push(memory);
                return;
            }
        }
        drop(memory);
    }

    /** Takes back what a worker may still write to: nobody gets it any more. */
    public void drop(SharedMemory memory) {
        if (memory.isKept()) {
            forget();
        }
        try {
            memory.free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees those that nobody uses; the others are freed when they are given back. */
    @Override
    public void close() {
        List<SharedMemory> unused;
        synchronized (free) {
            closed = true;
            unused = List.copyOf(free);
            free.clear();
        }
        unused.forEach(this::drop);
    }
}
