package io.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticFitTest {
    private static final long SEED = 4711;

    @Test
    void weights_ofSamplesDrawnWithKnownOnes_areFoundAgain() {
        Random random = new Random(SEED);
        List<LogisticFit.Sample> samples = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            double a = random.nextGaussian();
            double b = 10 + 3 * random.nextGaussian();
            double share = 1 / (1 + Math.exp(-(-2 + 1.5 * a + 0.2 * b)));
            samples.add(new LogisticFit.Sample(new double[] {1, a, b, 7}, random.nextDouble() < share));
        }
        double[] weights = LogisticFit.weights(samples);
        assertThat(weights[0]).as("seed " + SEED).isCloseTo(-2, within(0.15));
        assertThat(weights[1]).as("seed " + SEED).isCloseTo(1.5, within(0.08));
        assertThat(weights[2]).as("seed " + SEED).isCloseTo(0.2, within(0.02));
        // What never changes says nothing.
        assertThat(weights[3]).isCloseTo(0, within(1e-9));
    }

    @Test
    void weights_ofWhatSeparatesPerfectly_areFinite() {
        List<LogisticFit.Sample> samples = new ArrayList<>();
        for (int i = -50; i < 50; i++) {
            samples.add(new LogisticFit.Sample(new double[] {1, i}, i >= 0));
        }
        double[] weights = LogisticFit.weights(samples);
        assertThat(weights[1]).isPositive().isFinite();
        assertThat(weights[0] + weights[1] * 5).isPositive();
        assertThat(weights[0] - weights[1] * 5).isNegative();
    }
}
