package io.likeness.duplicates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for duplicates in a collection is.
 *
 * @param reason why it failed, or an empty text
 * @param total pictures in the collection
 * @param finished of them, those looked at now or before
 * @param looked those looked at by this run
 * @param pairs found by this run and those before
 * @param unreadable pairs that this run could not compare because a preview is missing or damaged
 * @param picturesPerSecond over the last ten seconds while it runs, over all when it has ended
 * @param started when it was asked for, null where there was none
 * @param ended when it ended, null while it runs
 */
public record DuplicateProgress(
        String collection,
        RunState state,
        String reason,
        RunRequest request,
        long total,
        long finished,
        long looked,
        long pairs,
        long unreadable,
        double picturesPerSecond,
        @Nullable Instant started,
        @Nullable Instant ended) {
    /**
     * What a run shall do.
     *
     * @param minConfidence of the pairs that count as duplicates, in 0 to 1
     * @param rules what makes a picture the best of its group, the most important first
     */
    public record RunRequest(double minConfidence, List<BestRule> rules) {
        public RunRequest {
            rules = List.copyOf(rules);
        }
    }

    /** The time left at the present rate, where that can be told. */
    public Optional<Duration> timeLeft() {
        if (state != RunState.RUNNING || picturesPerSecond <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(0, total - finished) / picturesPerSecond;
        return Optional.of(Duration.ofSeconds(Math.round(Math.min(seconds, 1e9))));
    }
}
