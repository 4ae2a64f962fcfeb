package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FetchSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static FetchSettings settings(int maxBytes, Duration connect, Duration total, int redirects, int threads) {
        return new FetchSettings(
                maxBytes, List.of(Path.of("pictures")), List.of(), connect, total, redirects, threads, 1);
    }

    @Test
    void roots_relative_areTakenFromTheWorkingFolder() {
        assertThat(settings(1, SECOND, SECOND, 0, 1).roots())
                .containsExactly(Path.of("pictures").toAbsolutePath());
    }

    @Test
    void settings_outsideTheirRange_areBadInputAndNamed() {
        assertThatThrownBy(() -> settings(0, SECOND, SECOND, 0, 1))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("likeness.max-bytes is 0, outside 1 to 1073741824");
        assertThatThrownBy(() -> settings(1, Duration.ZERO, SECOND, 0, 1))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.fetch.connect-timeout");
        assertThatThrownBy(() -> settings(1, SECOND, Duration.ofDays(1), 0, 1))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.fetch.total-timeout");
        assertThatThrownBy(() -> settings(1, SECOND, SECOND, 21, 1))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.fetch.max-redirects");
        assertThatThrownBy(() -> settings(1, SECOND, SECOND, 0, 0))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.fetch.threads");
    }
}
