package io.likeness.server.v1;

import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long one search takes, by stage. Safe for use by many threads. */
final class TookMillis implements StageTimes {
    private static final List<Stage> STAGES = List.of(Stage.FETCH, Stage.DECODE, Stage.EMBED, Stage.INDEX);
    private static final List<Stage> STAGES_WITH_VERDICT =
            List.of(Stage.FETCH, Stage.DECODE, Stage.EMBED, Stage.INDEX, Stage.VERIFY);
    private static final double NANOS = 1e6;
    private static final double DIGITS = 1e3;

    private final List<Stage> stages;
    private final long start = System.nanoTime();
    private final Map<Stage, Duration> times = new ConcurrentHashMap<>();

    private TookMillis(List<Stage> stages) {
        this.stages = stages;
    }

    static TookMillis plain() {
        return new TookMillis(STAGES);
    }

    /** With the time in which hits were looked at for copies. */
    static TookMillis withVerdict() {
        return new TookMillis(STAGES_WITH_VERDICT);
    }

    @Override
    public void record(Stage stage, Duration time) {
        times.merge(stage, time, Duration::plus);
    }

    /** Milliseconds to three digits: each stage, 0 where it was not needed, and the total since this was made. */
    Map<String, Double> millis() {
        Map<String, Double> millis = new LinkedHashMap<>();
        for (Stage stage : stages) {
            millis.put(
                    stage.name().toLowerCase(Locale.ROOT),
                    millis(times.getOrDefault(stage, Duration.ZERO).toNanos()));
        }
        millis.put("total", millis(System.nanoTime() - start));
        return millis;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS * DIGITS) / DIGITS;
    }
}
