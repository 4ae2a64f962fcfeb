package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places before the network. A caller takes a place, prepares its picture and then hands it in or gives the place back; lanes take what is handed
 * in, in order, and say when they are done with it. Safe for use by many threads.
 */
final class BatchQueue {
    private final int places;
    private final int lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by {@link #lock}. */
    private final Deque<PendingPicture> ready = new ArrayDeque<>();
    /** Callers that have a place and have not handed in yet; guarded by {@link #lock}. */
    private int preparing;
    /** Batches taken and not done; guarded by {@link #lock}. */
    private int running;
    /** Guarded by {@link #lock}. */
    private boolean closed;

    /**
     * What a lane runs at once.
     *
     * @param pictures in the order handed in; none once the queue is closed
     * @param alone whether nothing else runs, waits or is being prepared
     */
    record Batch(List<PendingPicture> pictures, boolean alone) {}

    /**
     * @param places how many pictures may be prepared or wait
     * @param lanes how many threads take batches
     */
    BatchQueue(int places, int lanes) {
        this.places = places;
        this.lanes = lanes;
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
                changed.signal();
            }
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
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a picture and takes this lane's share of those that wait now, at most {@code max}; it never waits for more. Unless there were none,
     * {@link #done} follows.
     */
    Batch take(int max) throws InterruptedException {
        lock.lock();
        try {
            while (ready.isEmpty() && !closed) {
                changed.await();
            }
            int share = Math.min(max, Math.ceilDiv(ready.size(), lanes));
            List<PendingPicture> taken = new ArrayList<>(share);
            while (taken.size() < share) {
                taken.add(ready.removeFirst());
            }
            boolean alone = taken.size() == 1 && running == 0 && preparing == 0 && ready.isEmpty();
            if (!taken.isEmpty()) {
                running++;
            }
            return new Batch(taken, alone);
        } finally {
            lock.unlock();
        }
    }

    /** Says that a batch taken has been run. */
    void done() {
        lock.lock();
        try {
            running--;
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
