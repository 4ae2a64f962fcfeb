package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does several calls by one forced write. For use by the changing thread. */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final IndexState state;
    private final JournalWriter journal;
    private final InstantSource clock;

    GroupCommit(IndexState state, JournalWriter journal, InstantSource clock) {
        this.state = state;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Prepares the calls in order, writes what they change, makes it visible and answers them. Where it cannot be written, nothing is changed and all
     * of them fail.
     *
     * @param hindrance why nothing more may be written now, or null where it may
     * @throws IOException if what was written could not be made visible; then the index must be opened again
     */
    void run(List<Call<?>> group, @Nullable IOException hindrance) throws IOException {
        boolean decided = false;
        try {
            List<Change> changes = journal(group, hindrance);
            for (Change change : changes) {
                if (!state.apply(change)) {
                    throw new IllegalStateException("prepared wrongly: " + change);
                }
            }
            // Those refused have their answer already.
            group.forEach(Call::acknowledge);
            decided = true;
        } finally {
            if (!decided) {
                Failure unknown = new Failure.Unavailable(
                        "the index stopped after a failure; a restart shows whether this change was stored");
                group.forEach(call -> call.fail(unknown));
            }
        }
    }

    private List<Change> journal(List<Call<?>> group, @Nullable IOException hindrance) {
        Draft draft = new Draft(state, clock);
        try {
            for (Call<?> call : group) {
                call.prepare(draft);
            }
            if (!draft.changes().isEmpty()) {
                if (hindrance != null) {
                    throw hindrance;
                }
                journal.append(draft.changes());
            }
            return draft.changes();
        } catch (IOException e) {
            LOG.error("The index could not be written; {} calls failed: {}", group.size(), e.toString());
            refuse(group, e);
            return List.of();
        }
    }

    private static void refuse(List<Call<?>> group, IOException cause) {
        for (Call<?> call : group) {
            call.fail(new Failure.Unavailable(
                    "the index could not be written, nothing was changed: " + cause.getMessage()
                            + "; see that the disk of the data folder (likeness.data) works and has space",
                    cause));
        }
    }
}
