package io.likeness.copies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

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
            "agreeing",
            "error",
            "difference",
            "inliers-share",
            "inliers-error",
            "scale");
    // Keep logarithms finite where everything agrees.
    private static final double CORRELATION_SLACK = 1.0005;
    private static final double ERROR_SLACK = 0.02;

    private final double[] weights;

    private Confidence(double[] weights) {
        this.weights = weights;
    }

    /** Read once, as each request asks. */
    private static final class Fitted {
        private static final Properties FILE = load();
        private static final Confidence FOR_ITS_NETWORK = new Confidence(weights("network."));
        private static final Confidence FOR_OTHERS = new Confidence(weights("other."));

        private static Properties load() {
            Properties properties = new Properties();
            try (InputStream in = Objects.requireNonNull(Confidence.class.getResourceAsStream(RESOURCE))) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties;
        }

        private static double[] weights(String set) {
            return NAMES.stream()
                    .mapToDouble(name -> Double.parseDouble(FILE.getProperty(set + name)))
                    .toArray();
        }
    }

    /** The weights for the cosines of the network of this name; where nobody fitted any, those that leave the cosine out. */
    static Confidence of(String network) {
        return network.equals(Fitted.FILE.getProperty("network")) ? Fitted.FOR_ITS_NETWORK : Fitted.FOR_OTHERS;
    }

    /** The logarithm of the odds. */
    double strength(Evidence evidence) {
        double[] values = values(evidence);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
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
            evidence.agreeing(),
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
