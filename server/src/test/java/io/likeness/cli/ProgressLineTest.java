package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.cli.access.ImportStatus;
import io.likeness.imports.ImportState;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static ImportStatus status(long total, long added, long failed, long left) {
        return new ImportStatus(
                "1",
                ImportState.RUNNING,
                total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                added,
                0,
                0,
                failed,
                12.34,
                left < 0 ? OptionalLong.empty() : OptionalLong.of(left),
                "",
                List.of());
    }

    @Test
    void bar_showsShareRateTimeAndFailures() {
        assertThat(ProgressLine.bar(status(200, 98, 2, 75).advance(), 80))
                .isEqualTo("[" + "#".repeat(16) + ".".repeat(17) + "]  50 %  100/200  12.3/s  1:15 left  2 failed");
    }

    @Test
    void bar_beforeTheItemsAreCounted_hasNoShare() {
        assertThat(ProgressLine.bar(status(-1, 7, 0, -1).advance(), 80)).isEqualTo("7  12.3/s");
    }

    @Test
    void bar_overHours_namesThem() {
        assertThat(ProgressLine.bar(status(200, 1, 0, 3 * 3600 + 125).advance(), 120))
                .contains("3:02:05 left");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 45, 60, 80, 132, 300})
    void bar_atAnyWidth_staysWithinTheLine(int columns) {
        assertThat(ProgressLine.bar(status(1_000_000, 999_999, 123, 7_000_000).advance(), columns))
                .hasSizeLessThan(columns)
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"24 80,80", "50 132,132", "0 0,80", "24 3,80"})
    void columns_areRead(String size, int columns) {
        assertThat(Terminal.columns(size)).isEqualTo(OptionalInt.of(columns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "a b", "24 80 1", "-1 80"})
    void columns_ofAnythingElse_areNone(String size) {
        assertThat(Terminal.columns(size)).isEmpty();
    }
}
