package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8, 256, likeness.embed.threads is 0",
        "65, 8, 256, likeness.embed.threads is 65",
        "2, 0, 256, likeness.embed.max-batch is 0",
        "2, 65, 256, likeness.embed.max-batch is 65",
        "2, 8, 0, likeness.embed.queue is 0"
    })
    void new_outOfRange_isRefusedByName(int threads, int batch, int queue, String message) {
        assertThatThrownBy(() -> new OnnxSettings(threads, batch, queue))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void defaults_always_areInRange() {
        assertThat(OnnxSettings.defaults().queue()).isEqualTo(256);
    }
}
