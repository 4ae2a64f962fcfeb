package io.likeness.copies;

/** A straight line from the level of a channel in one picture to that in another. */
record Line(double slope, double offset) {
    private static final double LEAST_SLOPE = 0.3;
    private static final double MOST_SLOPE = 3;

    /** The line of the least weighted squares. */
    static Line through(double[] from, double[] to, double[] weights) {
        double all = 1e-9;
        double sumFrom = 0;
        double sumTo = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < from.length; i++) {
            double weight = weights[i];
            double weighted = weight * from[i];
            all += weight;
            sumFrom += weighted;
            sumTo += weight * to[i];
            squares += weighted * from[i];
            products += weighted * to[i];
        }
        double variance = squares / all - sumFrom * sumFrom / all / all;
        double covariance = products / all - sumFrom * sumTo / all / all;
        // Of what hardly changes no slope can be told.
        double slope = Math.clamp((covariance + 1) / (variance + 1), LEAST_SLOPE, MOST_SLOPE);
        return new Line(slope, (sumTo - slope * sumFrom) / all);
    }

    double of(double from) {
        return slope * from + offset;
    }
}
