package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.ByteBudget.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory set aside for one body: at first for all that is announced, so that whoever begins can go on to the end. A body that is not whole after a short
 * while keeps only what has come, and asks for more as more comes: who announces much and sends little takes nothing away from others. Closing gives all
 * back. One thread reads the body; another looks at the clock.
 */
final class BodyMemory implements AutoCloseable {
    private static final Duration PROMPTLY = Duration.ofSeconds(1);
    private static final long STEP = 1 << 20;

    private final ByteBudget budget;
    private final int factor;
    private final Reservation announced;
    private final Thread clock;
    // Of the reading thread.
    private final List<Reservation> more = new ArrayList<>();
    // Guarded by this: bytes that have come, and those that memory is set aside for.
    private long come;
    private long room;

    private BodyMemory(ByteBudget budget, long bytes, int factor) {
        this.budget = budget;
        this.factor = factor;
        this.room = bytes;
        this.announced = budget.reserve(bytes * factor);
        this.clock = Thread.ofVirtual().unstarted(this::giveBackWhatHasNotCome);
    }

    /**
     * Sets memory aside for a body.
     *
     * @param bytes the most it may have
     * @param factor bytes of memory that each of its bytes takes
     * @throws Failure.Overloaded if other requests leave no memory for it
     */
    static BodyMemory of(ByteBudget budget, long bytes, int factor) {
        BodyMemory memory = new BodyMemory(budget, bytes, factor);
        if (bytes > STEP) {
            memory.clock.start();
        }
        return memory;
    }

    private void giveBackWhatHasNotCome() {
        try {
            Thread.sleep(PROMPTLY);
        } catch (InterruptedException _) {
            return;
        }
        synchronized (this) {
            room = Math.min(room, come + STEP);
            announced.shrinkTo(room * factor);
        }
    }

    /**
     * Takes note that {@code total} bytes have come.
     *
     * @throws Failure.Overloaded if there is no memory left for more
     */
    void come(long total) {
        long missing;
        synchronized (this) {
            come = total;
            missing = total - room;
        }
        if (missing > 0) {
            long step = Math.max(STEP, missing);
            more.add(budget.reserve(step * factor));
            synchronized (this) {
                room += step;
            }
        }
    }

    @Override
    public void close() {
        clock.interrupt();
        announced.close();
        more.forEach(Reservation::close);
    }
}
