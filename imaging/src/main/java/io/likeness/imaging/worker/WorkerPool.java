package io.likeness.imaging.worker;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that each do one request at a time, are killed when one takes too long, and are replaced when they end. There are as many as were needed at
 * once so far, up to a limit. None outlives this process. Safe for use by many threads; a call keeps its thread until the answer is there.
 */
public final class WorkerPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    // The first of several ends in a row may be bad luck; those after it wait, each twice as long.
    private static final int ENDS_WITHOUT_WAIT = 2;
    private static final long FIRST_WAIT_MS = 100;
    private static final int MOST_DOUBLINGS = 6;

    private final WorkerSettings settings;
    private final ScheduledThreadPoolExecutor clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below guarded by lock. Those that ran last come first: they are warm.
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> running = new HashSet<>();
    // In the order in which they came: a caller who gives one back and comes again does not go before them.
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int starting;
    private int endsInARow;
    private @Nullable String startFault;
    private boolean closed;
    private long started;
    private long ended;
    private long overdue;

    public WorkerPool(WorkerSettings settings) {
        this.settings = settings;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("decoder-clock").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Starts the first worker, without waiting for it. */
    public void start() {
        lock.lock();
        try {
            startOne();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has a free worker do a request, waiting for one if need be.
     *
     * @throws Failure.Overloaded if none becomes free in time
     * @throws Failure.Unavailable if none can be started, or the pool is closed
     */
    public Outcome call(byte[] request) {
        if (request.length > WorkerLoop.MOST_REQUEST_BYTES) {
            throw new IllegalArgumentException("a request of " + request.length + " bytes");
        }
        WorkerProcess worker = take();
        ScheduledFuture<?> alarm = alarm(worker::killOverdue, settings.timeout());
        try {
            int result = worker.call(request);
            giveBack(worker);
            return new Outcome.Answered(result);
        } catch (IOException e) {
            worker.kill();
            String how = worker.ending();
            discard(worker);
            checkOpen();
            return worker.isOverdue() ? new Outcome.Overdue() : new Outcome.Ended(how);
        } finally {
            alarm.cancel(false);
        }
    }

    private ScheduledFuture<?> alarm(Runnable work, Duration in) {
        try {
            return clock.schedule(work, in.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new Failure.Unavailable("the server is stopping", e);
        }
    }

    private WorkerProcess take() {
        Waiter self = new Waiter();
        lock.lock();
        try {
            waiters.add(self);
            serveWaiters();
            long left = settings.patience().toNanos();
            while (true) {
                checkOpen();
                WorkerProcess given = self.given;
                if (given != null && given.isAlive()) {
                    self.given = null;
                    return given;
                }
                if (given != null) {
                    self.given = null;
                    waiters.push(self);
                }
                if (starting < waiters.size()) {
                    startOne();
                }
                if (left <= 0) {
                    throw new Failure.Overloaded("all " + settings.size() + " decoders were busy for "
                            + settings.patience().toMillis() + " ms (likeness.compute.threads)");
                }
                left = changed.awaitNanos(left);
                if (self.given == null && startFault != null && running.isEmpty()) {
                    throw new Failure.Unavailable("no decoder can be started: " + startFault);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting for a decoder", e);
        } finally {
            leave(self);
            lock.unlock();
        }
    }

    /** Guarded by the caller's lock: what it was given and did not take goes to the next. */
    private void leave(Waiter waiter) {
        waiters.remove(waiter);
        WorkerProcess given = waiter.given;
        if (given != null) {
            idle.push(given);
            serveWaiters();
        }
    }

    /** Guarded by the caller's lock: gives those that are free to those that wait, in their order. */
    private void serveWaiters() {
        while (!waiters.isEmpty() && !idle.isEmpty()) {
            waiters.remove().given = idle.pop();
            changed.signalAll();
        }
    }

    private void checkOpen() {
        lock.lock();
        try {
            if (closed) {
                throw new Failure.Unavailable("the server is stopping");
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(WorkerProcess worker) {
        lock.lock();
        try {
            endsInARow = 0;
            if (closed) {
                worker.kill();
            } else {
                idle.push(worker);
                serveWaiters();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Guarded by the caller's lock: starts one more on a thread of its own, if there may be one. */
    private void startOne() {
        if (closed || running.size() + starting >= settings.size()) {
            return;
        }
        starting++;
        int doublings = Math.min(endsInARow - ENDS_WITHOUT_WAIT, MOST_DOUBLINGS);
        long wait = doublings < 0 ? 0 : FIRST_WAIT_MS << doublings;
        Thread.ofPlatform().name("start-decoder").daemon().start(() -> run(wait));
    }

    private void run(long waitMillis) {
        String fault = "interrupted";
        WorkerProcess worker = null;
        try {
            Thread.sleep(waitMillis);
            worker = WorkerProcess.start(settings.command(), settings.environment());
            ScheduledFuture<?> alarm = alarm(worker::kill, START_PATIENCE);
            worker.awaitReady();
            alarm.cancel(false);
            welcome(worker);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure.Unavailable e) {
            fault = e.getMessage();
            if (worker != null) {
                worker.kill();
            }
        } catch (IOException e) {
            if (worker == null) {
                fault = String.valueOf(e.getMessage());
            } else {
                worker.kill();
                fault = "its process " + worker.ending() + " before it was ready: " + worker.lastSaid();
            }
        }
        failed(fault);
    }

    private void welcome(WorkerProcess worker) {
        lock.lock();
        try {
            starting--;
            if (closed) {
                worker.kill();
                return;
            }
            running.add(worker);
            started++;
            startFault = null;
            idle.push(worker);
            serveWaiters();
        } finally {
            lock.unlock();
        }
        worker.onEnd(() -> discard(worker));
    }

    private void failed(String fault) {
        lock.lock();
        try {
            starting--;
            if (closed) {
                return;
            }
            endsInARow++;
            startFault = fault;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        log.error("No decoder could be started: {}", fault);
    }

    /** Counts one out that has ended or is about to; only the first call for it does anything. */
    private void discard(WorkerProcess worker) {
        lock.lock();
        try {
            if (closed || !worker.retire()) {
                return;
            }
            running.remove(worker);
            idle.remove(worker);
            endsInARow++;
            if (worker.isOverdue()) {
                overdue++;
            } else {
                ended++;
            }
            startOne();
        } finally {
            lock.unlock();
        }
    }

    /** What there is and what happened. */
    public WorkerCounts counts() {
        lock.lock();
        try {
            return new WorkerCounts(running.size(), started, ended, overdue);
        } finally {
            lock.unlock();
        }
    }

    /** Kills all workers; requests under way fail with {@link Failure.Unavailable}. Closing again does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            running.forEach(WorkerProcess::kill);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        clock.shutdownNow();
    }
}
