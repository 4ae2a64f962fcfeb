package io.likeness.onnx;

import io.likeness.failure.Failure;

/**
 * How the network is run. {@code docs/benchmarks.md} has the figures behind the defaults.
 *
 * @param threads runs of the network at once, each on one thread, 1 to 64; a lone picture is computed by all of them together ({@code likeness.embed.threads})
 * @param maxBatch the most pictures in one run of the network, 1 to 64 ({@code likeness.embed.max-batch})
 * @param queue how many pictures may wait for the network, 1 to 65536 ({@code likeness.embed.queue}); each holds its input, 4 bytes × 3 × width × height
 */
public record OnnxSettings(int threads, int maxBatch, int queue) {
    private static final int MAX_THREADS = 64;
    private static final int MAX_BATCH = 64;
    private static final int MAX_QUEUE = 65_536;

    /**
     * Checks the ranges.
     *
     * @throws Failure.BadInput naming the first setting out of its range
     */
    public OnnxSettings {
        check("likeness.embed.threads", threads, MAX_THREADS);
        check("likeness.embed.max-batch", maxBatch, MAX_BATCH);
        check("likeness.embed.queue", queue, MAX_QUEUE);
    }

    /** All cores (at most 64), batches of up to 2, 256 pictures waiting. */
    public static OnnxSettings defaults() {
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        return new OnnxSettings(cores, 2, 256);
    }

    private static void check(String property, int value, int max) {
        if (value < 1 || value > max) {
            throw new Failure.BadInput("%s is %d, allowed are 1 to %d".formatted(property, value, max));
        }
    }
}
