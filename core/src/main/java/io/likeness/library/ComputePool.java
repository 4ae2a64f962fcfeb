package io.likeness.library;

import io.likeness.failure.Failure;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few platform threads for work that computes in native code, which would otherwise hold the carriers of virtual threads. The queue before them has
 * a limit. Safe for use by many threads.
 */
public final class ComputePool implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final int queueLimit;

    /**
     * @param threads at least 1
     * @param queueLimit how many calls may wait, at least 1
     */
    public ComputePool(int threads, int queueLimit) {
        this.queueLimit = queueLimit;
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueLimit),
                Thread.ofPlatform().name("compute-", 0).daemon().factory());
    }

    /**
     * Runs {@code work} on a thread of the pool and waits for its result; what it throws is thrown here.
     *
     * @throws Failure.Overloaded if the queue is full
     * @throws Failure.Unavailable if the pool is closed or the wait is interrupted
     */
    public <T> T call(Supplier<T> work) {
        Future<T> result;
        try {
            result = executor.submit(work::get);
        } catch (RejectedExecutionException e) {
            if (executor.isShutdown()) {
                throw new Failure.Unavailable("the server is stopping", e);
            }
            throw new Failure.Overloaded(
                    "there are " + queueLimit + " pictures waiting to be decoded already (likeness.compute.queue)");
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.cancel(false);
            throw new Failure.Unavailable("interrupted while waiting for a picture to be decoded", e);
        } catch (CancellationException e) {
            throw new Failure.Unavailable("the server is stopping", e);
        } catch (ExecutionException e) {
            throw Causes.unchecked(e.getCause());
        }
    }

    /** Whether nothing is computed and nothing waits. */
    public boolean isIdle() {
        return executor.getActiveCount() == 0 && executor.getQueue().isEmpty();
    }

    /** The number of calls waiting. */
    public int queued() {
        return executor.getQueue().size();
    }

    /** Refuses new calls, waits up to 2 s for those under way and in the queue, and drops the rest: they fail with {@link Failure.Unavailable}. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                dropQueued();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dropQueued();
        }
    }

    private void dropQueued() {
        for (Runnable dropped : executor.shutdownNow()) {
            // Without this their callers would wait forever.
            if (dropped instanceof Future<?> result) {
                result.cancel(false);
            }
        }
    }
}
