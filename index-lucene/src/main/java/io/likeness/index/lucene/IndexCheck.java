package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads everything that is stored, while the index is in use. */
final class IndexCheck {
    private static final String JOURNAL_REMEDY =
            "stop the server in order, which writes anew what it holds; if it does not start, restore the data folder from a backup";

    private final LuceneBase base;
    private final JournalFolder folder;

    IndexCheck(LuceneBase base, JournalFolder folder) {
        this.base = base;
        this.folder = folder;
    }

    /**
     * What is there at one moment between two changes.
     *
     * @param firstJournal the first that holds what no commit does
     * @param lastJournal the one that takes the changes
     * @param end the bytes of it that count
     * @param counted the records that are kept count of
     * @param found the records that are there
     */
    record Moment(long firstJournal, long lastJournal, long end, long counted, long found) {}

    List<IndexProblem> problems(Moment moment) throws IOException {
        List<IndexProblem> problems = new ArrayList<>();
        for (long number = moment.firstJournal(); number <= moment.lastJournal(); number++) {
            journal(number, moment).ifPresent(problems::add);
        }
        try (CommitCheck check = base.check()) {
            problems.addAll(check.problems());
        }
        if (moment.counted() != moment.found()) {
            problems.add(new IndexProblem(
                    folder.path().toString(),
                    "it counts " + moment.counted() + " records and holds " + moment.found(),
                    "restart the server; if it stays, restore the data folder from a backup"));
        }
        return List.copyOf(problems);
    }

    private Optional<IndexProblem> journal(long number, Moment moment) throws IOException {
        try (JournalReader reader = JournalReader.open(folder, number)) {
            if (reader.header().isEmpty()) {
                return Optional.of(problem(number, "it has no header"));
            }
            reader.changes(
                    number == moment.lastJournal() ? moment.end() : JournalReader.sealed(folder, number),
                    changes -> {});
            return Optional.empty();
        } catch (NoSuchFileException e) {
            // Its changes may have been committed meanwhile.
            return base.committed().applied() >= number
                    ? Optional.empty()
                    : Optional.of(problem(number, "it is missing"));
        } catch (Failure.Conflict e) {
            return Optional.of(problem(number, e.getMessage()));
        }
    }

    private IndexProblem problem(long number, String what) {
        return new IndexProblem(folder.file(number).toString(), what, JOURNAL_REMEDY);
    }
}
