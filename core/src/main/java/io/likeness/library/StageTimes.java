package io.likeness.library;

import java.time.Duration;
import java.util.function.Supplier;

/** Receives how long each stage of a picture's way took. Safe for use by many threads. */
@FunctionalInterface
public interface StageTimes {
    /** Takes note that one run of {@code stage} took {@code time}, whether it succeeded or not. */
    void record(Stage stage, Duration time);

    /** Runs {@code work} and records its time. */
    default <T> T time(Stage stage, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            record(stage, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** These times and {@code other}'s: both receive each. */
    default StageTimes and(StageTimes other) {
        return (stage, time) -> {
            record(stage, time);
            other.record(stage, time);
        };
    }
}
