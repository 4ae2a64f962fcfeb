package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.failure.Failure;
import io.likeness.imports.RateMeter;
import io.likeness.index.ImageRecord;
import io.likeness.library.ImageLibrary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duplicates of one collection: the search for them, which goes on in the background, the groups found so far, and what was decided about them.
 * What was found and decided is in a folder, so that a search that was cut off goes on at the next start. Safe for use by many threads.
 */
public final class LibraryDuplicates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryDuplicates.class);
    private static final int MOST_APART = 1000;

    private final DuplicateFolder folder;
    private final ImageLibrary library;
    private final DuplicateParts parts;
    private final PairJournal journal;
    private final Decisions decisions;
    private final DecisionLog log;
    private final GroupCache groups;
    // Guarded by this, as are the fields below.
    private RunFile.Content last;
    private @Nullable DuplicateRun run;
    private RateMeter rate;
    private boolean closing;

    private LibraryDuplicates(
            DuplicateFolder folder,
            ImageLibrary library,
            DuplicateParts parts,
            PairJournal journal,
            Decisions decisions) {
        this.folder = folder;
        this.library = library;
        this.parts = parts;
        this.journal = journal;
        this.decisions = decisions;
        this.log = new DecisionLog(folder.undo(), library, decisions, parts.clock());
        this.groups = new GroupCache(library, journal, decisions);
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

    /**
     * Opens what is known of a collection, and goes on with a search that was cut off.
     *
     * @throws Failure.Unavailable if the disk refuses
     * @throws Failure.Conflict if what is there cannot be understood
     */
    static LibraryDuplicates open(DuplicateFolder folder, ImageLibrary library, DuplicateParts parts) {
        folder.create();
        Optional<RunFile.Content> last = RunFile.read(folder.run());
        PairJournal journal = PairJournal.open(folder.pairs(), parts.model());
        Decisions decisions = Decisions.open(folder.decisions());
        LibraryDuplicates opened = new LibraryDuplicates(folder, library, parts, journal, decisions);
        last.ifPresent(opened::goOn);
        return opened;
    }

    private synchronized void goOn(RunFile.Content content) {
        last = content;
        if (content.state() == RunState.RUNNING) {
            launch();
        }
    }

    ImageLibrary library() {
        return library;
    }

    /**
     * Starts a search over what was not looked at yet, or over everything; where one runs already, nothing is started.
     *
     * @param again whether to forget what was found and look at everything
     * @return how far it is; durably written down
     */
    public synchronized DuplicateProgress start(RunRequest request, boolean again) {
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
        DuplicateRun started =
                new DuplicateRun(library, parts.verifier(), parts.settings(), parts.courtesy(), journal, meter::mark);
        rate = meter;
        run = started;
        Thread.ofPlatform().name("duplicates").daemon().start(() -> work(started));
    }

    private void work(DuplicateRun started) {
        Optional<String> problem = started.run();
        try {
            if (problem.isEmpty() && started.sawAll()) {
                journal.forgetUnless(id -> started.wasSeen(id) || log.mayReturn(id));
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
    public synchronized DuplicateProgress cancel() {
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
    public synchronized DuplicateProgress progress() {
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
    public DuplicateProgress await(Duration patience) throws InterruptedException {
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

    private synchronized RunRequest request() {
        return last.request();
    }

    /** The groups found so far, as the last request wants them; by their lowest id. Pictures deleted since are not in them. */
    public List<DuplicateGroup> groups() {
        return groups(request());
    }

    /** The groups found so far, as {@code request} wants them. */
    public List<DuplicateGroup> groups(RunRequest request) {
        return groups.get(request);
    }

    /**
     * Keeps pictures apart for good: no two of them are in a group of which both are the same whole, and none is said to be a part of another.
     *
     * @param ids at least two and at most {@value #MOST_APART}
     * @return what can be undone; its count is that of the pairs that were not kept apart before
     * @throws Failure.NotFound if a picture is not there
     */
    public Undoable keepApart(Collection<Long> ids) {
        List<ImageRecord> records = records(ids, 2);
        return log.apart(records, records);
    }

    /**
     * Keeps one picture apart from others for good, as {@link #keepApart(Collection)} does.
     *
     * @throws Failure.NotFound if a picture is not there
     */
    public Undoable keepApart(long from, Collection<Long> ids) {
        return log.apart(records(List.of(from), 1), records(ids, 1));
    }

    private List<ImageRecord> records(Collection<Long> ids, int least) {
        List<Long> each = ids.stream().distinct().toList();
        if (each.size() < least || each.size() > MOST_APART) {
            throw new Failure.BadInput(each.size() + " pictures are named, allowed are " + least + " to " + MOST_APART);
        }
        return each.stream()
                .map(id -> library.index()
                        .get(id)
                        .orElseThrow(() -> new Failure.NotFound("there is no picture with id " + id)))
                .toList();
    }

    /** How many pictures {@link #keep} would delete. */
    public int surplus(KeepOrder order, RunRequest request) {
        return order.surplus(groups(request)).size();
    }

    /**
     * Deletes the pictures of some groups but those to keep.
     *
     * @param confirmed how many pictures the caller knows will go
     * @throws Failure.Conflict if it would be another number; nothing is deleted then
     */
    public Undoable keep(KeepOrder order, RunRequest request, int confirmed) {
        Collection<Long> surplus = order.surplus(groups(request));
        if (surplus.size() != confirmed) {
            throw new Failure.Conflict("confirmed is the deletion of " + confirmed + " pictures, but it would be "
                    + surplus.size() + ": the groups have changed; count again");
        }
        return log.delete(surplus);
    }

    /** Undoes a decision made since the start; answers how many pictures are back, or pairs may be found again. */
    public int undo(String id) {
        return log.undo(id);
    }

    /** The decisions that can be undone, the newest first. */
    public List<Undoable> undoable() {
        return log.undoable();
    }

    /** The request as the last search had it. */
    public RunRequest lastRequest() {
        return request();
    }

    /** Stops the search, which goes on at the next start, and forgets what could be undone. */
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
        log.close();
        journal.close();
        decisions.close();
    }
}
