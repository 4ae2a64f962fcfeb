package io.likeness.cli.access;

import io.likeness.imports.ImportFailure;
import io.likeness.imports.ImportState;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far an import is.
 *
 * @param total items in all, or empty while they are being counted
 * @param added pictures stored
 * @param known pictures that were stored before
 * @param skipped files that are no pictures
 * @param failed pictures that could not be stored
 * @param secondsLeft at the present rate, or empty where that cannot be told
 * @param problem why the import itself failed, or an empty text
 * @param lastFailures the newest first
 */
public record ImportStatus(
        String id,
        ImportState state,
        OptionalLong total,
        long added,
        long known,
        long skipped,
        long failed,
        double picturesPerSecond,
        OptionalLong secondsLeft,
        String problem,
        List<ImportFailure> lastFailures) {
    public ImportStatus {
        lastFailures = List.copyOf(lastFailures);
    }

    /** Items dealt with. */
    public long finished() {
        return added + known + skipped + failed;
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return state == ImportState.RUNNING;
    }

    /** How far that is. */
    public Advance advance() {
        return new Advance(isRunning(), total, finished(), failed, picturesPerSecond, secondsLeft);
    }
}
