package io.likeness.copies;

import io.likeness.embedding.CopyWeights;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns what two pictures have in common into the share of such pairs that are one picture, by logistic regression (D. Cox, 1958). Immutable, hence safe for use
 * by many threads.
 */
final class Confidence {
    private static final String RESOURCE = "confidence.properties";
    static final List<String> NAMES = List.of(
            "constant",
            "cosine",
            "inliers",
            "share",
            "coverage",
            "correlation",
            "colour",
            "exact-colour",
            "error",
            "difference",
            "inliers-share",
            "inliers-error",
            "scale");
    // Keeps its logarithm finite where everything agrees.
    private static final double CORRELATION_SLACK = 1.0005;
    // Below, errors come from rounding and say nothing.
    private static final double ERROR_SLACK = 0.15;

    /** The most for a picture painted anew, of which a regression says too much, since no sum of signs sees that shapes agree and colours do not. */
    private static final double REPAINTED = -2;

    private final double[] weights;

    private Confidence(double[] weights) {
        this.weights = weights;
    }

    /** Read once, as each request asks. */
    private static final class Fitted {
        private static final Confidence WITHOUT_COSINE = new Confidence(load());

        private static double[] load() {
            Properties properties = new Properties();
            try (InputStream in = Objects.requireNonNull(Confidence.class.getResourceAsStream(RESOURCE))) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return NAMES.stream()
                    .mapToDouble(name -> Double.parseDouble(properties.getProperty(name)))
                    .toArray();
        }
    }

    /** The weights that leave the cosine out, for models of which nobody fitted any. */
    static Confidence withoutCosine() {
        return Fitted.WITHOUT_COSINE;
    }

    /**
     * The weights of a model.
     *
     * @throws Failure.BadInput if they are not those of {@link #NAMES}
     */
    static Confidence of(CopyWeights weights) {
        if (!weights.byName().keySet().equals(Set.copyOf(NAMES))) {
            throw new Failure.BadInput(
                    "the model's weights of copies are for "
                            + new TreeSet<>(weights.byName().keySet())
                            + ", this version weighs " + new TreeSet<>(NAMES)
                            + "; \"likeness eval DIR --model MODEL --fit-verdict\" measures them anew, and without any the cosine is left out");
        }
        return new Confidence(NAMES.stream()
                .mapToDouble(name -> Objects.requireNonNull(weights.byName().get(name)))
                .toArray());
    }

    /** The logarithm of the odds. */
    double strength(Evidence evidence) {
        double[] values = values(evidence);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return evidence.repainted() ? Math.min(sum, REPAINTED) : sum;
    }

    /** What the weights are for, in their order. */
    static double[] values(Evidence evidence) {
        double inliers = Math.log1p(evidence.inliers());
        double error = Math.log(evidence.error() + ERROR_SLACK);
        return new double[] {
            1,
            evidence.cosine(),
            inliers,
            evidence.share(),
            evidence.coverage(),
            -Math.log(CORRELATION_SLACK - evidence.correlation()),
            evidence.colour(),
            evidence.exactColour(),
            error,
            evidence.difference(),
            inliers * evidence.share(),
            inliers * error,
            Math.abs(Math.log(evidence.scale()))
        };
    }

    /** The share for a logarithm of the odds. */
    static double share(double strength) {
        return 1 / (1 + Math.exp(-strength));
    }
}
