package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.time.Duration;

/**
 * How the network is run. The defaults are the fastest found on two cores; {@code docs/models.md} has the figures.
 *
 * @param threads threads that compute one batch together, 1 to 64 ({@code likeness.embed.threads})
 * @param maxBatch the most pictures in one run of the network, 1 to 64 ({@code likeness.embed.max-batch})
 * @param maxWait how long an idle network waits for pictures that other callers are preparing right now, 0 to 10 s; where no other caller is under way it
 *     never waits ({@code likeness.embed.max-wait})
 * @param queue how many pictures may wait for the network, 1 to 65536 ({@code likeness.embed.queue}); each holds its input, 4 bytes × 3 × width × height
 */
public record OnnxSettings(int threads, int maxBatch, Duration maxWait, int queue) {
    private static final int MAX_THREADS = 64;
    private static final int MAX_BATCH = 64;
    private static final int MAX_QUEUE = 65_536;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /**
     * Checks the ranges.
     *
     * @throws Failure.BadInput naming the first setting out of its range
     */
    public OnnxSettings {
        check("likeness.embed.threads", threads, MAX_THREADS);
        check("likeness.embed.max-batch", maxBatch, MAX_BATCH);
        check("likeness.embed.queue", queue, MAX_QUEUE);
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
            throw new Failure.BadInput("likeness.embed.max-wait is %d ms, allowed are 0 to %d ms"
                    .formatted(maxWait.toMillis(), LONGEST_WAIT.toMillis()));
        }
    }

    /** All cores (at most 64), batches of up to 8, a wait of at most 2 ms, 256 pictures waiting. */
    public static OnnxSettings defaults() {
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        return new OnnxSettings(cores, 8, Duration.ofMillis(2), 256);
    }

    private static void check(String property, int value, int max) {
        if (value < 1 || value > max) {
            throw new Failure.BadInput("%s is %d, allowed are 1 to %d".formatted(property, value, max));
        }
    }
}
