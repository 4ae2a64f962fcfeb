package io.likeness.copies;

import java.util.Arrays;

/**
 * How well the brightness of two pictures agrees where one lies over the other.
 *
 * @param correlation over the common area, -1 to 1; 0 where there is too little of it, or nothing in it
 * @param agreeing share of the common area in which brightness agrees, 0 to 1; where it changes it counts for more, so that plain backgrounds say little
 */
record Brightness(double correlation, double agreeing) {
    private static final int SIDE = LocalFeatures.THUMB;
    private static final int LEAST = 64;
    // Below this variance (of 0 to 255) a picture is a plain area, which agrees with any other.
    private static final double LEAST_VARIANCE = 9;
    private static final double KEPT = 0.66;
    private static final int ROUNDS = 3;
    /** What counts as agreement: so many standard deviations, or steps of 255. */
    private static final double LIMIT = 0.3;

    private static final double LEAST_LIMIT = 6;

    /**
     * Compares {@code query} with {@code stored}.
     *
     * @param map of shares of {@code query} onto shares of {@code stored}
     */
    static Brightness of(LocalFeatures query, LocalFeatures stored, Transform map) {
        double[] a = new double[SIDE * SIDE];
        double[] b = new double[SIDE * SIDE];
        int n = common(query, stored, map.inverse(), a, b);
        Line whole = Line.through(a, b, n, new boolean[n]);
        if (isPlain(whole, n)) {
            return new Brightness(0, 0);
        }
        return new Brightness(whole.correlation(), agreeing(stored, map.inverse(), a, b, trimmed(a, b, n, whole)));
    }

    /** As {@link #of}, the {@link #correlation()} alone. */
    static double correlation(LocalFeatures query, LocalFeatures stored, Transform map) {
        double[] a = new double[SIDE * SIDE];
        double[] b = new double[SIDE * SIDE];
        int n = common(query, stored, map.inverse(), a, b);
        Line whole = Line.through(a, b, n, new boolean[n]);
        return isPlain(whole, n) ? 0 : whole.correlation();
    }

    private static boolean isPlain(Line line, int n) {
        return n < LEAST || line.varianceA() < LEAST_VARIANCE || line.varianceB() < LEAST_VARIANCE;
    }

    /** Least trimmed squares (P. Rousseeuw, 1984): what lies furthest from the line is left out and the line drawn anew. */
    private static Line trimmed(double[] a, double[] b, int n, Line start) {
        Line line = start;
        boolean[] out = new boolean[n];
        double[] sorted = new double[n];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < n; i++) {
                sorted[i] = line.distance(a[i], b[i]);
            }
            Arrays.sort(sorted);
            double limit = sorted[(int) (KEPT * (n - 1))];
            for (int i = 0; i < n; i++) {
                out[i] = line.distance(a[i], b[i]) > limit;
            }
            line = Line.through(a, b, n, out);
        }
        return line;
    }

    private static double agreeing(LocalFeatures stored, Transform back, double[] a, double[] b, Line line) {
        double limit = Math.max(LEAST_LIMIT, LIMIT * Math.sqrt(line.varianceB()));
        double all = 0;
        double agreed = 0;
        int n = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                if (isWithin(back, column, row)) {
                    double weight = change(stored, column, row);
                    all += weight;
                    agreed += line.distance(a[n], b[n]) <= limit ? weight : 0;
                    n++;
                }
            }
        }
        return all == 0 ? 0 : agreed / all;
    }

    /** How much the brightness changes about a place. */
    private static double change(LocalFeatures picture, int column, int row) {
        int left = picture.thumb(Math.max(column - 1, 0), row);
        int right = picture.thumb(Math.min(column + 1, SIDE - 1), row);
        int above = picture.thumb(column, Math.max(row - 1, 0));
        int below = picture.thumb(column, Math.min(row + 1, SIDE - 1));
        return Math.hypot(right - left, below - above);
    }

    private static boolean isWithin(Transform back, int column, int row) {
        double x = back.x((column + 0.5) / SIDE, (row + 0.5) / SIDE);
        double y = back.y((column + 0.5) / SIDE, (row + 0.5) / SIDE);
        return x >= 0 && y >= 0 && x < 1 && y < 1;
    }

    private static int common(LocalFeatures query, LocalFeatures stored, Transform back, double[] a, double[] b) {
        int n = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                if (isWithin(back, column, row)) {
                    double x = (column + 0.5) / SIDE;
                    double y = (row + 0.5) / SIDE;
                    a[n] = at(query, back.x(x, y) * SIDE - 0.5, back.y(x, y) * SIDE - 0.5);
                    b[n] = stored.thumb(column, row);
                    n++;
                }
            }
        }
        return n;
    }

    private static double at(LocalFeatures picture, double x, double y) {
        int left = Math.clamp((int) Math.floor(x), 0, SIDE - 1);
        int top = Math.clamp((int) Math.floor(y), 0, SIDE - 1);
        int right = Math.min(left + 1, SIDE - 1);
        int bottom = Math.min(top + 1, SIDE - 1);
        double h = Math.clamp(x - left, 0, 1);
        double v = Math.clamp(y - top, 0, 1);
        return (1 - v) * ((1 - h) * picture.thumb(left, top) + h * picture.thumb(right, top))
                + v * ((1 - h) * picture.thumb(left, bottom) + h * picture.thumb(right, bottom));
    }

    /** The straight line by which one picture's brightness follows from the other's. */
    private record Line(double slope, double offset, double varianceA, double varianceB, double correlation) {
        static Line through(double[] a, double[] b, int n, boolean[] out) {
            double count = 0;
            double sumA = 0;
            double sumB = 0;
            double sumAa = 0;
            double sumBb = 0;
            double sumAb = 0;
            for (int i = 0; i < n; i++) {
                if (!out[i]) {
                    count++;
                    sumA += a[i];
                    sumB += b[i];
                    sumAa += a[i] * a[i];
                    sumBb += b[i] * b[i];
                    sumAb += a[i] * b[i];
                }
            }
            double varianceA = sumAa / count - sumA * sumA / count / count;
            double varianceB = sumBb / count - sumB * sumB / count / count;
            double covariance = sumAb / count - sumA * sumB / count / count;
            double slope = covariance / Math.max(varianceA, 1e-9);
            double correlation = covariance / Math.sqrt(Math.max(varianceA * varianceB, 1e-9));
            return new Line(slope, (sumB - slope * sumA) / count, varianceA, varianceB, correlation);
        }

        double distance(double fromA, double toB) {
            return Math.abs(toB - slope * fromA - offset);
        }
    }
}
