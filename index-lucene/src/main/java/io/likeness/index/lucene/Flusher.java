package io.likeness.index.lucene;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that moves full tables to Lucene, and merged segments to the readers. */
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final long RETRY_MILLIS = 1000;

    private final IndexState state;
    private final LuceneBase base;
    private final JournalFolder journals;
    // For the thread itself, as is the field below: what the newest commit holds, and the first table that is not in
    // it.
    private BaseSnapshot latest;
    private Memtable oldest;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    // Guarded by lock, as are the fields below.
    private @Nullable Job job;
    private boolean merged;
    private boolean stopping;
    private @Nullable Thread thread;

    Flusher(IndexState state, LuceneBase base, JournalFolder journals) {
        this.state = state;
        this.base = base;
        this.journals = journals;
        this.latest = state.view().base();
        this.oldest = state.view().oldest();
    }

    /**
     * A table to be moved.
     *
     * @param next the table that was begun after it
     * @param then what the commit says
     */
    record Job(Memtable table, Memtable next, CommitState then) {}

    void start(ChangeThread changes) {
        Thread started = new Thread(() -> run(changes), "likeness-index-flush");
        started.setDaemon(true);
        signal(() -> thread = started);
        started.start();
    }

    /** Has a table moved; once there is none under way. */
    void flush(Job next) {
        signal(() -> job = next);
    }

    /** Has merged segments shown to the readers. */
    void merged() {
        signal(() -> merged = true);
    }

    /** Ends after what is under way; a table that was not moved is left in the journal. */
    void stop() {
        signal(() -> stopping = true);
        Thread started = thread();
        if (started != null) {
            Threads.join(started);
        }
    }

    /** The tables that are in no commit, oldest first; after {@link #stop}. */
    List<Memtable> unwritten() {
        return View.tablesFrom(oldest);
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Thread thread() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    private void run(ChangeThread changes) {
        boolean ended = false;
        try {
            while (work(changes)) {
                // Goes on.
            }
            ended = true;
        } finally {
            if (!ended) {
                changes.enqueue(() -> changes.flushFailed(new IOException("the flushing thread stopped, see the log")));
            }
        }
    }

    private boolean work(ChangeThread changes) {
        Job next;
        lock.lock();
        try {
            while (job == null && !merged && !stopping) {
                work.awaitUninterruptibly();
            }
            if (stopping) {
                return false;
            }
            next = job;
            merged = false;
        } finally {
            lock.unlock();
        }
        if (next == null) {
            commitMerges(changes);
        } else {
            flush(next, changes);
        }
        return true;
    }

    private void flush(Job next, ChangeThread changes) {
        CatchUp catchUp;
        try {
            base.write(List.of(next.table()), next.then(), latest);
            oldest = next.next();
            catchUp = prepare(next.next());
        } catch (IOException e) {
            changes.enqueue(() -> changes.flushFailed(e));
            awaitRetry();
            return;
        }
        signal(() -> job = null);
        publish(catchUp, changes, changes::flushed);
        try {
            journals.deleteUpTo(next.then().applied());
        } catch (IOException e) {
            LOG.warn("An old journal could not be deleted and will be with the next one: {}", e.toString());
        }
    }

    private void commitMerges(ChangeThread changes) {
        try {
            if (base.commitMerges()) {
                publish(prepare(oldest), changes, () -> {});
            }
        } catch (IOException e) {
            LOG.warn("Merged segments could not be committed; the next flush tries again: {}", e.toString());
        }
    }

    /** Opens the newest commit with all hidden in it that has changed since. */
    private CatchUp prepare(Memtable first) throws IOException {
        BaseSnapshot fresh = base.snapshotAfter(latest);
        CatchUp catchUp = new CatchUp(fresh, first);
        boolean ready = false;
        try {
            catchUp.run();
            ready = true;
            return catchUp;
        } finally {
            if (!ready) {
                fresh.release();
            }
        }
    }

    private void publish(CatchUp catchUp, ChangeThread changes, Runnable done) {
        boolean handedOver = changes.enqueue(() -> {
            catchUp.run();
            state.publish(catchUp.base(), catchUp.oldest());
            done.run();
        });
        if (handedOver) {
            latest = catchUp.base();
        } else {
            release(catchUp.base());
        }
    }

    private static void release(BaseSnapshot unused) {
        try {
            unused.release();
        } catch (IOException e) {
            LOG.warn("A part of the index could not be closed: {}", e.toString());
        }
    }

    private void awaitRetry() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        boolean interrupted = false;
        lock.lock();
        try {
            long left = RETRY_MILLIS;
            while (!stopping && left > 0) {
                try {
                    work.await(left, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
