package io.likeness.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    @Test
    void normalised_anyVector_hasUnitLengthAndDirection() {
        Embedding embedding = Embedding.normalised(3, 4);
        assertThat(embedding.toArray()).containsExactly(0.6f, 0.8f);
        assertThat(embedding.dimension()).isEqualTo(2);
        assertThat(embedding.value(1)).isEqualTo(0.8f);
    }

    @Test
    void normalised_hugeAndTinyValues_doesNotOverflow() {
        assertThat(Embedding.normalised(Float.MAX_VALUE, Float.MAX_VALUE).value(0))
                .isCloseTo(0.70710677f, within(1e-6f));
        assertThat(Embedding.normalised(Float.MIN_VALUE, 0).value(0)).isEqualTo(1f);
    }

    @Test
    void normalised_zeroEmptyOrNotFinite_isRefused() {
        assertThatThrownBy(() -> Embedding.normalised(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Embedding::normalised).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Embedding.normalised(Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Embedding.normalised(Float.POSITIVE_INFINITY, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofUnit_lengthOutsideTolerance_isRefused() {
        assertThat(Embedding.ofUnit(1.0009f, 0).value(0)).isEqualTo(1.0009f);
        assertThatThrownBy(() -> Embedding.ofUnit(1.0011f, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Embedding.ofUnit(0.9989f, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Embedding.ofUnit(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Embedding::ofUnit).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cosine_randomVectors_isThatOfTheDefinition() {
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            float[] a = new float[64];
            float[] b = new float[64];
            double dot = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) random.nextGaussian();
                b[i] = (float) random.nextGaussian();
                dot += (double) a[i] * b[i];
                aa += (double) a[i] * a[i];
                bb += (double) b[i] * b[i];
            }
            assertThat(Embedding.normalised(a).cosine(Embedding.normalised(b)))
                    .as("round %d of seed 7", round)
                    .isCloseTo(dot / Math.sqrt(aa * bb), within(1e-6));
        }
    }

    @Test
    void cosine_ofItself_neverExceedsOne() {
        assertThat(Embedding.ofUnit(1.0009f, 0).cosine(Embedding.ofUnit(1.0009f, 0)))
                .isEqualTo(1.0);
        assertThat(Embedding.ofUnit(1.0009f, 0).cosine(Embedding.ofUnit(-1.0009f, 0)))
                .isEqualTo(-1.0);
    }

    @Test
    void cosine_otherDimension_isRefused() {
        assertThatThrownBy(() -> Embedding.ofUnit(1).cosine(Embedding.ofUnit(1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arrays_changedOutside_doNotReachTheEmbedding() {
        float[] given = {1, 0};
        Embedding embedding = Embedding.ofUnit(given);
        given[0] = 5;
        embedding.toArray()[1] = 5;
        assertThat(embedding.toArray()).containsExactly(1, 0);
        assertThat(embedding).isEqualTo(Embedding.ofUnit(1, 0)).hasSameHashCodeAs(Embedding.ofUnit(1, 0));
        assertThat(embedding).isNotEqualTo(Embedding.ofUnit(0, 1));
    }
}
