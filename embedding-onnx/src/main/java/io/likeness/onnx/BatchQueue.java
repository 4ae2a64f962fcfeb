package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places before the network. A caller takes a place, prepares its picture and then hands it in or gives the place back; the runner takes what is
 * handed in, in order. Safe for use by many threads.
 */
final class BatchQueue {
    private final int places;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by {@link #lock}. */
    private final Deque<PendingPicture> ready = new ArrayDeque<>();
    /** Callers that have a place and have not handed in yet; guarded by {@link #lock}. */
    private int preparing;
    /** Guarded by {@link #lock}. */
    private boolean closed;

    BatchQueue(int places) {
        this.places = places;
    }

    /**
     * Takes a place, to be followed by {@link #handIn} or {@link #giveBack}.
     *
     * @throws Failure.Overloaded if all places are taken
     * @throws Failure.Unavailable if closed
     */
    void takePlace() {
        lock.lock();
        try {
            if (closed) {
                throw closedFailure();
            }
            if (ready.size() + preparing >= places) {
                throw new Failure.Overloaded(
                        "there are %d pictures waiting for the network already (likeness.embed.queue)"
                                .formatted(places));
            }
            preparing++;
        } finally {
            lock.unlock();
        }
    }

    /** Hands a picture in; false if closed, and then it is not taken. */
    boolean handIn(PendingPicture picture) {
        lock.lock();
        try {
            preparing--;
            if (!closed) {
                ready.addLast(picture);
            }
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back unused. */
    void giveBack() {
        lock.lock();
        try {
            preparing--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a picture, then up to {@code maxWait} for those that others are preparing at that time, and takes up to {@code max} of them. It never
     * waits for a caller that has not come yet.
     *
     * @return at least one picture in the order handed in; none once closed
     */
    List<PendingPicture> take(int max, Duration maxWait) throws InterruptedException {
        lock.lock();
        try {
            while (ready.isEmpty() && !closed) {
                changed.await();
            }
            long left = maxWait.toNanos();
            while (ready.size() < max && preparing > 0 && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            List<PendingPicture> taken = new ArrayList<>(max);
            while (taken.size() < max && !ready.isEmpty()) {
                taken.add(ready.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more pictures and answers those that were waiting. */
    List<PendingPicture> close() {
        lock.lock();
        try {
            closed = true;
            List<PendingPicture> left = List.copyOf(ready);
            ready.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Pictures handed in and not taken yet. */
    int waiting() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    static Failure closedFailure() {
        return new Failure.Unavailable("the server is stopping; the network takes no more pictures");
    }
}
