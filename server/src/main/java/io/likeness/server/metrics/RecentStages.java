package io.likeness.server.metrics;

import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What each stage did during the last five minutes, in steps of five seconds. Safe for use by many threads. */
public final class RecentStages implements StageTimes {
    /** Length of a step. */
    public static final Duration STEP = Duration.ofSeconds(5);

    /** Steps that are remembered and over. */
    public static final int STEPS = 60;

    private static final int SLOTS = STEPS + 1;
    private static final double NANOS_OF_MILLI = 1e6;

    private final LongSupplier nanoClock;
    private final long start;
    // Guarded by this.
    private final Map<Stage, Slot[]> slots = new EnumMap<>(Stage.class);

    /**
     * @param nanoClock as {@link System#nanoTime}
     */
    public RecentStages(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        for (Stage stage : Stage.values()) {
            Slot[] ring = new Slot[SLOTS];
            for (int i = 0; i < SLOTS; i++) {
                ring[i] = new Slot();
            }
            slots.put(stage, ring);
        }
    }

    /**
     * A stage during the steps that are over, the oldest first.
     *
     * @param count runs that ended
     * @param meanMillis of a run, 0 where there was none
     * @param maxMillis of a run
     */
    public record Series(List<Long> count, List<Double> meanMillis, List<Double> maxMillis) {}

    @Override
    public synchronized void record(Stage stage, Duration time) {
        long step = step();
        Slot slot = ring(stage)[(int) (step % SLOTS)];
        slot.beginIfOver(step);
        slot.count++;
        slot.nanos += time.toNanos();
        slot.most = Math.max(slot.most, time.toNanos());
    }

    /** What a stage did. */
    public synchronized Series series(Stage stage) {
        List<Long> count = new ArrayList<>(Collections.nCopies(STEPS, 0L));
        List<Double> mean = new ArrayList<>(Collections.nCopies(STEPS, 0.0));
        List<Double> most = new ArrayList<>(Collections.nCopies(STEPS, 0.0));
        long now = step();
        for (int i = 0; i < STEPS; i++) {
            long step = now - STEPS + i;
            Slot slot = ring(stage)[(int) Math.floorMod(step, (long) SLOTS)];
            if (slot.step == step && slot.count > 0) {
                count.set(i, slot.count);
                mean.set(i, millis((double) slot.nanos / slot.count));
                most.set(i, millis((double) slot.most));
            }
        }
        return new Series(List.copyOf(count), List.copyOf(mean), List.copyOf(most));
    }

    private Slot[] ring(Stage stage) {
        return slots.getOrDefault(stage, new Slot[0]);
    }

    private long step() {
        return (nanoClock.getAsLong() - start) / STEP.toNanos();
    }

    private static double millis(double nanos) {
        return Math.round(nanos / NANOS_OF_MILLI * 1000) / 1000.0;
    }

    private static final class Slot {
        private long step = -1;
        private long count;
        private long nanos;
        private long most;

        void beginIfOver(long now) {
            if (step != now) {
                step = now;
                count = 0;
                nanos = 0;
                most = 0;
            }
        }
    }
}
