package io.likeness.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The same work on several threads at once. */
public final class Cores {
    private Cores() {}

    /** Runs {@code work} on {@code threads} platform threads and waits for all of them; what one throws is thrown here. */
    public static void run(int threads, Runnable work) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            var running =
                    Stream.generate(() -> workers.submit(work)).limit(threads).toList();
            for (var each : running) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
