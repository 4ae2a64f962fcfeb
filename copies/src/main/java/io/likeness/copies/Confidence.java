package io.likeness.copies;

/** Turns what two pictures have in common into the share of such pairs that are one picture, by logistic regression. */
final class Confidence {
    private final boolean cosineCounts;

    private Confidence(boolean cosineCounts) {
        this.cosineCounts = cosineCounts;
    }

    static Confidence of(String model) {
        return new Confidence(model.equals("likeness-v0"));
    }

    /** The logarithm of the odds. */
    double strength(Finding finding) {
        Evidence e = finding.evidence();
        if (finding.located()) {
            return -8 + 1.2 * Math.log(e.inliers()) + 6 * e.share() + 4 * e.coverage() + 3 * e.correlation();
        }
        return -60 + 55 * e.correlation() + (cosineCounts ? 8 * e.cosine() : 0);
    }

    static double share(double strength) {
        return 1 / (1 + Math.exp(-strength));
    }
}
