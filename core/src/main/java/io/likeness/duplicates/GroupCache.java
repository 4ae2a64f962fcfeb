package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.index.ImageRecord;
import io.likeness.library.ImageLibrary;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a collection, made anew when something has changed: about a kilobyte of memory for each picture in a group. Safe for use by many
 * threads.
 */
final class GroupCache {
    // Tags may change, and one picture may come for one that goes, without being seen here.
    private static final long OLDEST_NANOS = Duration.ofSeconds(2).toNanos();

    private final ImageLibrary library;
    private final PairJournal journal;
    private final Decisions decisions;
    // Guarded by this.
    private @Nullable Made made;

    private record Made(State state, long nanos, long tookNanos, List<DuplicateGroup> groups) {}

    private record State(RunRequest request, long journal, long decisions, long pictures) {}

    GroupCache(ImageLibrary library, PairJournal journal, Decisions decisions) {
        this.library = library;
        this.journal = journal;
        this.decisions = decisions;
    }

    synchronized List<DuplicateGroup> get(RunRequest request) {
        State state = new State(
                request, journal.version(), decisions.version(), library.index().count());
        long begun = System.nanoTime();
        @Nullable Made old = made;
        // Where making them takes long, they may be somewhat older.
        if (old == null
                || !old.state().equals(state)
                || begun - old.nanos() > Math.max(OLDEST_NANOS, 10 * old.tookNanos())) {
            List<DuplicateGroup> groups = make(request);
            made = new Made(state, begun, System.nanoTime() - begun, groups);
            return groups;
        }
        return old.groups();
    }

    private List<DuplicateGroup> make(RunRequest request) {
        List<Pair> pairs = journal.pairs().stream()
                .filter(pair -> pair.confidence() >= request.minConfidence())
                .toList();
        Set<Long> ids = new HashSet<>();
        for (Pair pair : pairs) {
            ids.add(pair.a());
            ids.add(pair.b());
        }
        Map<Long, ImageRecord> records = new HashMap<>();
        for (long id : ids) {
            library.index().get(id).ifPresent(record -> records.put(id, record));
        }
        return Grouping.of(pairs, records, decisions.all(), BestRule.order(request.rules()));
    }
}
