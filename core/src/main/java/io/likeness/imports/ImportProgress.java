package io.likeness.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is.
 *
 * @param id the import
 * @param request what it does
 * @param state whether it runs
 * @param reason why it failed, or an empty text
 * @param total items in all, or -1 while they are being counted
 * @param added pictures stored
 * @param known pictures that were stored before
 * @param skipped files that are no pictures and are not named like one
 * @param failed pictures that could not be stored
 * @param bytes bytes read
 * @param picturesPerSecond over the last ten seconds
 * @param started when it was asked for
 * @param ended when it ended, null while it runs
 * @param lastFailures the newest, at most 20
 */
public record ImportProgress(
        String id,
        ImportRequest request,
        ImportState state,
        String reason,
        long total,
        long added,
        long known,
        long skipped,
        long failed,
        long bytes,
        double picturesPerSecond,
        Instant started,
        @Nullable Instant ended,
        List<ImportFailure> lastFailures) {
    public ImportProgress {
        lastFailures = List.copyOf(lastFailures);
    }

    /** Items dealt with. */
    public long finished() {
        return added + known + skipped + failed;
    }

    /** The time left at the present rate, where that can be told. */
    public Optional<Duration> timeLeft() {
        if (state != ImportState.RUNNING || total < 0 || picturesPerSecond <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(0, total - finished()) / picturesPerSecond;
        return Optional.of(Duration.ofSeconds(Math.round(Math.min(seconds, 1e9))));
    }
}
