package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateSettings.Effort;
import io.likeness.duplicates.PairVerifier.Candidate;
import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.SearchQuery;
import io.likeness.library.ImageLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk over a collection that looks at every picture that was not looked at before: its nearest neighbours come from the index, those of the same
 * bytes are duplicates, the others are verified. What is done is written down every {@value #CHUNK} pictures. {@link #run} is called once; the other
 * methods by many threads.
 */
final class DuplicateRun {
    private static final Logger LOG = LoggerFactory.getLogger(DuplicateRun.class);
    private static final int CHUNK = 16;

    // 32 MiB; beyond, a pair may be compared from both sides.
    private static final int REMEMBERED = 3_000_000;

    private final ImageLibrary library;
    private final PairVerifier verifier;
    private final int workers;
    private final Effort effort;
    private final Courtesy courtesy;
    private final PairJournal journal;
    private final Runnable onPicture;
    private final Suspects suspects;
    private final boolean takesAllIn;
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong looked = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    // Guarded by this, as are the fields below.
    private List<ImageRecord> page = List.of();
    private int next;
    private @Nullable Position after;
    private boolean walkEnded;
    private LongSet seen = new LongSet();
    private LongSet compared = new LongSet();
    private volatile boolean stopped;

    /**
     * @param workers pictures looked at at once
     * @param onPicture called after each picture that was looked at
     */
    DuplicateRun(
            ImageLibrary library,
            PairVerifier verifier,
            int workers,
            Effort effort,
            Courtesy courtesy,
            PairJournal journal,
            Runnable onPicture) {
        this.library = library;
        this.verifier = verifier;
        this.workers = workers;
        this.effort = effort;
        this.courtesy = courtesy;
        this.journal = journal;
        this.onPicture = onPicture;
        // Where nothing is new, nothing is compared.
        this.takesAllIn =
                effort.details() && journal.lookedAt() < library.index().count();
        this.suspects = takesAllIn ? verifier.suspects(library) : Suspects.NONE;
    }

    long finished() {
        return finished.get();
    }

    long looked() {
        return looked.get();
    }

    long unreadable() {
        return unreadable.get();
    }

    void stop() {
        stopped = true;
    }

    /** Whether every picture was passed, so that {@link #wasSeen} knows all. */
    synchronized boolean sawAll() {
        return walkEnded && !stopped;
    }

    synchronized boolean wasSeen(long id) {
        return seen.contains(id);
    }

    /** Works until all pictures are looked at or it is stopped; answers what went wrong. */
    Optional<String> run() {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("duplicates-", 0).daemon().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(threads.submit(this::work));
            }
            Optional<String> problem = Optional.empty();
            for (Future<?> worker : running) {
                problem = problem.or(() -> end(worker));
            }
            return problem;
        }
    }

    private Optional<String> end(Future<?> worker) {
        try {
            worker.get();
            return Optional.empty();
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (ExecutionException e) {
            stop();
            if (e.getCause() instanceof Failure failure) {
                return Optional.of(failure.getMessage());
            }
            LOG.error("The search for duplicates broke", e.getCause());
            return Optional.of("an error in the server, which is in its log");
        }
    }

    private void work() {
        try {
            for (List<ImageRecord> chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                lookAt(chunk);
            }
        } catch (RuntimeException e) {
            // The others need not go on to their ends.
            stop();
            throw e;
        }
    }

    /** The next pictures to be looked at, or taken in for those that are; empty at the end. */
    private synchronized List<ImageRecord> chunk() {
        List<ImageRecord> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK && !stopped) {
            if (next == page.size()) {
                page = library.index().list(new ListQuery(Order.OLDEST, after, ListQuery.MAX_LIMIT));
                next = 0;
                if (page.isEmpty()) {
                    walkEnded = true;
                    break;
                }
                after = Position.of(page.getLast());
            }
            ImageRecord record = page.get(next++);
            boolean isNew = seen.add(record.id()) && !journal.isLookedAt(record.id());
            if (isNew || takesAllIn) {
                chunk.add(record);
            } else {
                finished.incrementAndGet();
            }
        }
        return stopped ? List.of() : chunk;
    }

    private void lookAt(List<ImageRecord> chunk) {
        List<Pair> found = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (ImageRecord record : chunk) {
            giveWay();
            if (stopped) {
                return;
            }
            List<Long> alike = meet(record);
            if (!journal.isLookedAt(record.id())) {
                lookAt(record, alike, found);
                ids.add(record.id());
                looked.incrementAndGet();
                onPicture.run();
            }
            finished.incrementAndGet();
        }
        if (!ids.isEmpty()) {
            journal.add(ids.stream().mapToLong(Long::longValue).toArray(), found);
        }
    }

    private void giveWay() {
        try {
            courtesy.giveWay();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private List<Long> meet(ImageRecord record) {
        try {
            return suspects.meet(record);
        } catch (Failure.UnsupportedImage | Failure.NotFound | Failure.TooLarge e) {
            // Told where it is compared with its neighbours.
            return List.of();
        }
    }

    private void lookAt(ImageRecord record, List<Long> alike, List<Pair> found) {
        Optional<Embedding> embedding = library.index().embedding(record.id());
        if (embedding.isEmpty()) {
            // Deleted meanwhile.
            return;
        }
        for (long id : alike) {
            Optional<ImageRecord> other = library.index().get(id);
            Optional<Embedding> its = library.index().embedding(id);
            if (other.isPresent() && its.isPresent()) {
                look(record, new Hit(other.get(), embedding.get().cosine(its.get())))
                        .ifPresent(found::add);
            }
        }
        // One more, because the nearest is the picture itself.
        List<Hit> hits = library.index().search(new SearchQuery(embedding.get(), effort.neighbours() + 1));
        int misses = 0;
        for (Hit hit : hits) {
            if (stopped || hit.score() < effort.minCosine() || misses >= effort.patience()) {
                return;
            }
            if (journal.holds(record.id(), hit.record().id())) {
                misses = 0;
            } else if (hit.record().id() != record.id()) {
                Optional<Pair> pair = look(record, hit);
                pair.ifPresent(found::add);
                misses = pair.isPresent() ? 0 : misses + 1;
            }
        }
    }

    private Optional<Pair> look(ImageRecord record, Hit hit) {
        return journal.holds(record.id(), hit.record().id()) ? Optional.empty() : compared(record, hit);
    }

    private Optional<Pair> compared(ImageRecord record, Hit hit) {
        ImageRecord other = hit.record();
        if (record.digest().equals(other.digest())) {
            return Optional.of(Pair.of(record.id(), other.id(), Relation.EXACT, 1, hit.score()));
        }
        if (!isFirst(record.id(), other.id())) {
            return Optional.empty();
        }
        try {
            return verifier.verify(new Candidate(record, other, hit.score()), library)
                    .map(match -> Pair.of(record.id(), other.id(), match.relation(), match.confidence(), hit.score()));
        } catch (Failure.UnsupportedImage | Failure.NotFound | Failure.TooLarge e) {
            unreadable.incrementAndGet();
            LOG.debug("pictures {} and {} cannot be compared: {}", record.id(), other.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the pair is compared for the first time: each of the two meets the other. */
    private synchronized boolean isFirst(long one, long other) {
        if (compared.size() >= REMEMBERED) {
            compared = new LongSet();
        }
        return compared.add(Pair.number(one, other));
    }
}
