package io.likeness.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings the journals' changes back that no commit holds yet. For use by one thread. */
final class Recovery {
    private final JournalFolder folder;
    private final IndexState state;
    private final long applied;

    Recovery(JournalFolder folder, IndexState state, long applied) {
        this.folder = folder;
        this.state = state;
        this.applied = applied;
    }

    /**
     * Applies the journals after the commit and begins a new one.
     *
     * @throws io.likeness.failure.Failure.Conflict if one is missing, damaged, of a newer format or of another dimension
     */
    JournalWriter run() throws IOException {
        // A crash may have brought them back.
        folder.deleteUpTo(applied);
        End end = read();
        return JournalWriter.create(folder, end.next(), end.sealed());
    }

    /**
     * Where the journals end.
     *
     * @param next the number that the next one has
     * @param sealed bytes that count of the one before it, or {@link JournalLayout#UNSEALED} where there is none
     */
    record End(long next, long sealed) {}

    /**
     * Applies the journals after the commit, and writes nothing.
     *
     * @throws io.likeness.failure.Failure.Conflict as {@link #run} does
     */
    End read() throws IOException {
        List<Long> numbers =
                folder.numbers().stream().filter(number -> number > applied).toList();
        long next = applied + 1;
        long end = JournalLayout.UNSEALED;
        for (long number : numbers) {
            if (number != next) {
                throw Format.damaged(
                        folder.path(),
                        "it holds " + folder.file(number).getFileName() + " but not "
                                + folder.file(next).getFileName(),
                        "restore the data folder from a backup");
            }
            boolean last = number == numbers.getLast();
            Optional<Long> read = read(number, last);
            if (read.isEmpty()) {
                break;
            }
            end = read.get();
            next = number + 1;
        }
        return new End(next, end);
    }

    /** Applies one journal; answers its end, or empty where it was not yet begun. */
    private Optional<Long> read(long number, boolean last) throws IOException {
        try (JournalReader reader = JournalReader.open(folder, number)) {
            if (reader.header().isEmpty()) {
                if (!last) {
                    throw Format.damaged(
                            folder.file(number), "it has no header", "restore the data folder from a backup");
                }
                return Optional.empty();
            }
            return Optional.of(
                    reader.changes(last ? JournalLayout.UNSEALED : JournalReader.sealed(folder, number), this::apply));
        }
    }

    private void apply(List<Change> changes) throws IOException {
        for (Change change : changes) {
            if (!state.apply(change)) {
                Path path = folder.path();
                throw Format.damaged(
                        path,
                        "a journal says " + change.getClass().getSimpleName() + " of record " + change.id()
                                + ", which does not fit the records stored",
                        "restore the data folder from a backup");
            }
        }
    }
}
