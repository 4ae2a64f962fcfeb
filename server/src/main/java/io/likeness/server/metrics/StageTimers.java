package io.likeness.server.metrics;

import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A timer for each stage of a picture's way: {@code likeness_stage_seconds{stage="decode"}} and so on. Safe for use by many threads. */
public final class StageTimers implements StageTimes {
    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

    public StageTimers(MeterRegistry registry) {
        for (Stage stage : Stage.values()) {
            timers.put(
                    stage,
                    Timer.builder("likeness.stage")
                            .description("Time that a stage of a picture's way took")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofSeconds(30))
                            .register(registry));
        }
    }

    @Override
    public void record(Stage stage, Duration time) {
        Timer timer = timers.get(stage);
        if (timer != null) {
            timer.record(time);
        }
    }
}
