package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.failure.Failure;
import io.likeness.imports.RateMeter;
import io.likeness.library.ImageLibrary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search for duplicates of one collection, which goes on in the background and at the next start. Safe for use by many threads.
 */
final class BackgroundSearch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSearch.class);

    private final DuplicateFolder folder;
    private final ImageLibrary library;
    private final DuplicateParts parts;
    private final PairJournal journal;
    private final LongPredicate mayReturn;
    // Guarded by this, as are the fields below.
    private RunFile.Content last;
    private @Nullable DuplicateRun run;
    private RateMeter rate;
    private boolean closing;

    /**
     * @param mayReturn whether a picture that is gone may be put back
     */
    BackgroundSearch(
            DuplicateFolder folder,
            ImageLibrary library,
            DuplicateParts parts,
            PairJournal journal,
            LongPredicate mayReturn) {
        this.folder = folder;
        this.library = library;
        this.parts = parts;
        this.journal = journal;
        this.mayReturn = mayReturn;
        this.last = new RunFile.Content(
                RunState.NONE,
                "",
                new RunRequest(parts.settings().minConfidence(), BestRule.DEFAULT),
                0,
                0,
                null,
                null);
        this.rate = new RateMeter(parts.clock());
    }

    /** Goes on with what was written down. */
    synchronized void goOn(RunFile.Content content) {
        last = content;
        if (content.state() == RunState.RUNNING) {
            launch();
        }
    }

    /**
     * Starts a search over what was not looked at yet, or over everything; where one runs already, nothing is started.
     *
     * @param again whether to forget what was found and look at everything
     * @return how far it is; durably written down
     */
    synchronized DuplicateProgress start(RunRequest request, boolean again) {
        if (closing) {
            throw new Failure.Unavailable("the server is stopping; try again when it is back");
        }
        if (last.state() != RunState.RUNNING && run == null) {
            if (again) {
                journal.clear();
            }
            save(new RunFile.Content(
                    RunState.RUNNING, "", request, 0, 0, parts.clock().instant(), null));
            launch();
        }
        return progress();
    }

    private synchronized void save(RunFile.Content content) {
        RunFile.write(folder.run(), content);
        last = content;
    }

    private synchronized void launch() {
        RateMeter meter = new RateMeter(parts.clock());
        DuplicateSettings settings = parts.settings();
        DuplicateRun started = new DuplicateRun(
                library,
                parts.verifier(),
                settings.threads(),
                settings.effort(library.index().count()),
                parts.courtesy(),
                journal,
                meter::mark);
        rate = meter;
        run = started;
        Thread.ofPlatform().name("duplicates").daemon().start(() -> work(started));
    }

    private void work(DuplicateRun started) {
        Optional<String> problem = started.run();
        try {
            if (problem.isEmpty() && started.sawAll()) {
                journal.forgetUnless(id -> started.wasSeen(id) || mayReturn.test(id));
            }
            journal.force();
        } catch (Failure e) {
            problem = problem.or(() -> Optional.of(e.getMessage()));
        }
        ended(started, problem);
    }

    private synchronized void ended(DuplicateRun ended, Optional<String> problem) {
        run = null;
        if (!closing) {
            // One that was cancelled is written down as such already.
            RunState state = problem.isPresent() ? RunState.FAILED : RunState.DONE;
            boolean cancelled = last.state() != RunState.RUNNING;
            try {
                save(new RunFile.Content(
                        cancelled ? last.state() : state,
                        cancelled ? "" : problem.orElse(""),
                        last.request(),
                        ended.looked(),
                        ended.unreadable(),
                        last.started(),
                        parts.clock().instant()));
            } catch (Failure e) {
                LOG.error(
                        "The end of the search for duplicates cannot be written down, it goes on at the next start: {}",
                        e.getMessage());
            }
            LOG.info(
                    "The search for duplicates is {}: {} pictures looked at, {} pairs known. {}",
                    last.state(),
                    ended.looked(),
                    journal.pairCount(),
                    last.reason());
        }
        notifyAll();
    }

    /** Stops the search; what was found stays, and the next one goes on from there. One that has ended is left as it is. */
    synchronized DuplicateProgress cancel() {
        if (last.state() == RunState.RUNNING) {
            save(new RunFile.Content(
                    RunState.CANCELLED,
                    "",
                    last.request(),
                    looked(),
                    unreadable(),
                    last.started(),
                    parts.clock().instant()));
            if (run != null) {
                run.stop();
            }
        }
        return progress();
    }

    private synchronized long looked() {
        return run == null ? last.looked() : run.looked();
    }

    private synchronized long unreadable() {
        return run == null ? last.unreadable() : run.unreadable();
    }

    /** How far the search is. */
    synchronized DuplicateProgress progress() {
        long total = library.index().count();
        long finished = run == null ? Math.min(total, journal.lookedAt()) : Math.min(total, run.finished());
        @Nullable Instant started = last.started();
        @Nullable Instant ended = last.ended();
        double perSecond = rate.perSecond();
        if (started != null && ended != null) {
            perSecond =
                    looked() / Math.max(0.001, Duration.between(started, ended).toMillis() / 1000.0);
        }
        return new DuplicateProgress(
                folder.collection(),
                last.state(),
                last.reason(),
                last.request(),
                total,
                finished,
                looked(),
                journal.pairCount(),
                unreadable(),
                perSecond,
                started,
                ended);
    }

    /** Waits until the search has ended, at most {@code patience}, and answers how far it is then. */
    DuplicateProgress await(Duration patience) throws InterruptedException {
        awaitEnd(patience);
        return progress();
    }

    private synchronized void awaitEnd(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (last.state() == RunState.RUNNING || run != null) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000 + 1);
        }
    }

    private synchronized void awaitStop() throws InterruptedException {
        long until = System.nanoTime() + DuplicateParts.STOP_PATIENCE.toNanos();
        while (run != null && System.nanoTime() < until) {
            wait(100);
        }
    }

    synchronized RunRequest request() {
        return last.request();
    }

    /** Stops the search, which goes on at the next start. */
    @Override
    public void close() {
        try {
            synchronized (this) {
                closing = true;
                if (run != null) {
                    run.stop();
                }
            }
            awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
