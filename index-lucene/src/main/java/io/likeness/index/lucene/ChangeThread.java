package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the index. It takes all calls that wait, prepares them, writes them to the journal as one frame with one forced write,
 * makes them visible and answers them; calls that come meanwhile wait for the next round. So a lone call waits for its own write only, and many
 * share one.
 *
 * <p>It is a thread of its own, not the first caller's, because an interrupted caller would close the journal's channel under all others.
 */
final class ChangeThread {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeThread.class);

    private final IndexState state;
    private final JournalWriter journal;
    private final LuceneSettings settings;
    private final GroupCommit commit;
    private final Flusher flusher;
    private final Thread thread = new Thread(this::run, "likeness-index-changes");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    // Guarded by lock, as are the three fields below.
    private final Queue<Call<?>> calls = new ArrayDeque<>();
    private final Queue<Step> steps = new ArrayDeque<>();
    private boolean stopping;
    private boolean ended;

    // For the thread itself, as is the field below: whether a table is on its way to Lucene, and why that failed last.
    private boolean flushing;
    private @Nullable IOException flushFailure;
    // Read when the thread has ended.
    private volatile boolean sound;

    ChangeThread(
            IndexState state, JournalWriter journal, LuceneSettings settings, InstantSource clock, Flusher flusher) {
        this.state = state;
        this.journal = journal;
        this.settings = settings;
        this.commit = new GroupCommit(state, journal, clock);
        this.flusher = flusher;
    }

    /** What other threads want done between two rounds. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
        flusher.start(this);
        // Recovery may have filled the table.
        enqueue(() -> {});
    }

    /**
     * Does a change and waits until it is durable and visible.
     *
     * @throws Failure.Overloaded if too many calls wait
     * @throws Failure.Unavailable if it cannot be written, or the index is closed
     */
    <T> T change(Call.Preparation<T> preparation) {
        Call<T> call = new Call<>(preparation);
        lock.lock();
        try {
            checkRunning();
            if (calls.size() >= settings.queuedChanges()) {
                throw new Failure.Overloaded("the index has " + calls.size()
                        + " changes waiting for the disk, as many as are allowed; try again later");
            }
            calls.add(call);
            work.signal();
        } finally {
            lock.unlock();
        }
        return call.await();
    }

    /** Has {@code step} run between two rounds, and does not wait for that; answers false where the thread has ended. */
    boolean enqueue(Step step) {
        lock.lock();
        try {
            if (!ended) {
                steps.add(step);
                work.signal();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more calls, answers those that wait, then ends this thread and the flusher.
     *
     * @return whether all that was journalled is in the tables
     */
    boolean stop() {
        lock.lock();
        try {
            stopping = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        Threads.join(thread);
        flusher.stop();
        return sound;
    }

    private void checkRunning() {
        if (stopping) {
            throw closed();
        }
    }

    private static Failure.Unavailable closed() {
        return new Failure.Unavailable("the index is closed");
    }

    private void run() {
        try {
            while (round()) {
                // Goes on.
            }
            sound = true;
        } catch (IOException e) {
            LOG.error("The index could not be read and takes no more changes", e);
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            stopping = true;
            ended = true;
            calls.forEach(call -> call.fail(new Failure.Unavailable("the index has stopped after a failure; restart")));
            calls.clear();
        } finally {
            lock.unlock();
        }
    }

    private boolean round() throws IOException {
        List<Step> nextSteps = new ArrayList<>();
        List<Call<?>> nextCalls = new ArrayList<>();
        lock.lock();
        try {
            while (steps.isEmpty() && !stopping && (calls.isEmpty() || !hasRoom())) {
                work.awaitUninterruptibly();
            }
            if (steps.isEmpty() && calls.isEmpty()) {
                ended = true;
                return false;
            }
            nextSteps.addAll(steps);
            steps.clear();
            if (hasRoom() || stopping) {
                nextCalls.addAll(calls);
                calls.clear();
            }
        } finally {
            lock.unlock();
        }
        for (Step step : nextSteps) {
            step.run();
        }
        if (!nextCalls.isEmpty()) {
            commit.run(nextCalls, isFull(2) ? flushFailure : null);
        }
        flushIfFull();
        return true;
    }

    /** Whether calls are taken: not while a second table is full before the first one has gone; then they are refused or wait. */
    private boolean hasRoom() {
        return !flushing || flushFailure != null || !isFull(2);
    }

    private boolean isFull(int times) {
        Memtable table = state.newest();
        return table.length() >= (long) times * settings.tableRecords()
                || table.bytes() >= times * settings.tableBytes();
    }

    private void flushIfFull() {
        if (flushing || !isFull(1)) {
            return;
        }
        long complete = journal.number();
        try {
            journal.roll();
        } catch (IOException e) {
            LOG.error("No new journal could be begun; the next change tries again", e);
            return;
        }
        Memtable full = state.newest();
        CommitState then = stateAt(complete);
        Memtable table = state.beginTable();
        flushing = true;
        flusher.flush(new Flusher.Job(full, table, then));
    }

    /** The tables that are still to be written to Lucene, oldest first; after {@link #stop}. */
    List<Memtable> unwritten() {
        return flusher.unwritten();
    }

    /** A step: Lucene could not take the table, and will be tried again. */
    void flushFailed(IOException cause) {
        if (flushFailure == null) {
            LOG.error("The index could not be written; changes stay in the journal, and it is tried again", cause);
        }
        flushFailure = cause;
    }

    /** A step: Lucene has taken the table. */
    void flushed() {
        flushing = false;
        flushFailure = null;
    }

    /**
     * What is there between two changes.
     *
     * @throws Failure.Unavailable if the index is closed
     */
    IndexCheck.Moment moment() {
        return change(draft -> new IndexCheck.Moment(
                state.view().base().state().applied() + 1,
                journal.number(),
                journal.end(),
                state.count(),
                state.recount()));
    }

    /** What a commit of all tables says; after {@link #stop}. */
    CommitState last() {
        return stateAt(journal.number());
    }

    private CommitState stateAt(long applied) {
        return new CommitState(state.view().base().state().dimension(), applied, state.lastId(), state.lastAdded());
    }
}
