package io.likeness.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.library.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentStagesTest {
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(100).toNanos());
    private final RecentStages recent = new RecentStages(nanos::get);

    @Test
    void series_ofStepsThatAreOver_hasCountMeanAndMaximum() {
        recent.record(Stage.DECODE, Duration.ofMillis(10));
        recent.record(Stage.DECODE, Duration.ofMillis(30));
        assertThat(recent.series(Stage.DECODE).count()).as("the step goes on").containsOnly(0L);
        pass(RecentStages.STEP);
        recent.record(Stage.DECODE, Duration.ofMillis(5));
        pass(RecentStages.STEP);

        RecentStages.Series series = recent.series(Stage.DECODE);

        assertThat(series.count().subList(58, 60)).containsExactly(2L, 1L);
        assertThat(series.meanMillis().subList(58, 60)).containsExactly(20.0, 5.0);
        assertThat(series.maxMillis().subList(58, 60)).containsExactly(30.0, 5.0);
        assertThat(series.count().subList(0, 58)).containsOnly(0L);
        assertThat(recent.series(Stage.EMBED).count()).containsOnly(0L);
    }

    @Test
    void series_afterFiveMinutes_hasForgotten() {
        recent.record(Stage.EMBED, Duration.ofMillis(10));
        pass(RecentStages.STEP.multipliedBy(RecentStages.STEPS));
        assertThat(recent.series(Stage.EMBED).count().getFirst()).isEqualTo(1);
        pass(RecentStages.STEP);
        assertThat(recent.series(Stage.EMBED).count()).containsOnly(0L);

        // The same place of the ring, a round later.
        recent.record(Stage.EMBED, Duration.ofMillis(10));
        pass(RecentStages.STEP);
        assertThat(recent.series(Stage.EMBED).count().getLast()).isEqualTo(1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
