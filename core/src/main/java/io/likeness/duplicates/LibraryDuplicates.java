package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.library.ImageLibrary;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The duplicates of one collection: the search for them, which goes on in the background, the groups found so far, and what was decided about them.
 * What was found and decided is in a folder, so that a search that was cut off goes on at the next start. Safe for use by many threads.
 */
public final class LibraryDuplicates implements AutoCloseable {
    private static final int MOST_APART = 1000;

    private final ImageLibrary library;
    private final PairJournal journal;
    private final Decisions decisions;
    private final DecisionLog log;
    private final GroupCache groups;
    private final BackgroundSearch search;

    private LibraryDuplicates(
            DuplicateFolder folder,
            ImageLibrary library,
            DuplicateParts parts,
            PairJournal journal,
            Decisions decisions) {
        this.library = library;
        this.journal = journal;
        this.decisions = decisions;
        this.log = new DecisionLog(folder.undo(), library, decisions, parts.clock());
        this.groups = new GroupCache(library, journal, decisions);
        this.search = new BackgroundSearch(folder, library, parts, journal, log::mayReturn);
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
        last.ifPresent(opened.search::goOn);
        return opened;
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
    public DuplicateProgress start(RunRequest request, boolean again) {
        return search.start(request, again);
    }

    /** Stops the search; what was found stays, and the next one goes on from there. One that has ended is left as it is. */
    public DuplicateProgress cancel() {
        return search.cancel();
    }

    /** How far the search is. */
    public DuplicateProgress progress() {
        return search.progress();
    }

    /** Waits until the search has ended, at most {@code patience}, and answers how far it is then. */
    public DuplicateProgress await(Duration patience) throws InterruptedException {
        return search.await(patience);
    }

    /** The groups found so far, as the last request wants them; by their lowest id. Pictures deleted since are not in them. */
    public List<DuplicateGroup> groups() {
        return groups(lastRequest());
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
        return search.request();
    }

    /** Stops the search, which goes on at the next start, and forgets what could be undone. */
    @Override
    public void close() {
        search.close();
        log.close();
        journal.close();
        decisions.close();
    }
}
