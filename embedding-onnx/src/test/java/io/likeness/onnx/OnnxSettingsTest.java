package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8, 2, 256, likeness.embed.threads is 0",
        "65, 8, 2, 256, likeness.embed.threads is 65",
        "2, 0, 2, 256, likeness.embed.max-batch is 0",
        "2, 65, 2, 256, likeness.embed.max-batch is 65",
        "2, 8, -1, 256, likeness.embed.max-wait is -1 ms",
        "2, 8, 10001, 256, likeness.embed.max-wait is 10001 ms",
        "2, 8, 2, 0, likeness.embed.queue is 0"
    })
    void new_outOfRange_isRefusedByName(int threads, int batch, long waitMillis, int queue, String message) {
        assertThatThrownBy(() -> new OnnxSettings(threads, batch, Duration.ofMillis(waitMillis), queue))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void defaults_always_areInRange() {
        assertThat(OnnxSettings.defaults().queue()).isEqualTo(256);
    }
}
