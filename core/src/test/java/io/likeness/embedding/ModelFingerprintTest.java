package io.likeness.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFingerprintTest {
    @Test
    void matches_sameHashAndDimension_whateverTheName() {
        ModelFingerprint model = new ModelFingerprint("a", "1f", 128);
        assertThat(model.matches(new ModelFingerprint("b", "1f", 128))).isTrue();
        assertThat(model.matches(new ModelFingerprint("a", "2f", 128))).isFalse();
        assertThat(model.matches(new ModelFingerprint("a", "1f", 64))).isFalse();
    }

    @Test
    void dimension_outsideLimits_isRefused() {
        assertThat(new ModelFingerprint("a", "1f", 4096).dimension()).isEqualTo(4096);
        assertThatThrownBy(() -> new ModelFingerprint("a", "1f", 4097)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelFingerprint("a", "1f", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void preprocessing_brokenNumbers_areRefused() {
        assertThat(how(224, List.of(1f, 2f, 3f)).values()).isEqualTo(3 * 224 * 224);
        assertThatThrownBy(() -> how(0, List.of(1f, 2f, 3f))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> how(224, List.of(1f, 0f, 3f))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> how(224, List.of(1f, 2f))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Preprocessing how(int side, List<Float> std) {
        return new Preprocessing(
                side,
                side,
                Preprocessing.Resize.STRETCH,
                Preprocessing.Interpolation.AREA,
                Preprocessing.Interpolation.LINEAR,
                Preprocessing.ChannelOrder.RGB,
                List.of(0f, 0f, 0f),
                std);
    }
}
