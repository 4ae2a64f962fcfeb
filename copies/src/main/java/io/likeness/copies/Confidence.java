package io.likeness.copies;

/** Turns what two pictures have in common into the share of such pairs that are one picture, by logistic regression. */
final class Confidence {
    private Confidence() {}

    static double of(Finding finding) {
        Evidence e = finding.evidence();
        if (finding.located()) {
            return logistic(-8 + 1.2 * Math.log(e.inliers()) + 6 * e.share() + 4 * e.coverage() + 3 * e.correlation());
        }
        return logistic(-60 + 55 * e.correlation() + 8 * e.cosine());
    }

    private static double logistic(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
