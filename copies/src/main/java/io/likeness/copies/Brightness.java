package io.likeness.copies;

import java.util.Arrays;

/**
 * How well the brightness of two pictures agrees where one lies over the other.
 *
 * @param correlation over the common area, -1 to 1; 0 where there is too little of it, or nothing in it
 * @param trimmed the same without the third of the area that agrees least
 */
record Brightness(double correlation, double trimmed) {
    private static final int SIDE = LocalFeatures.THUMB;
    private static final int LEAST = 64;
    // Below this variance (of 0 to 255) a picture is a plain area, which agrees with any other.
    private static final double LEAST_VARIANCE = 9;
    private static final double KEPT = 0.66;
    private static final int ROUNDS = 3;

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
        if (n < LEAST || whole.varianceA() < LEAST_VARIANCE || whole.varianceB() < LEAST_VARIANCE) {
            return new Brightness(0, 0);
        }
        return new Brightness(whole.correlation(), trimmed(a, b, n, whole));
    }

    /** Least trimmed squares (P. Rousseeuw, 1984): what lies furthest from the line is left out and the line drawn anew. */
    private static double trimmed(double[] a, double[] b, int n, Line start) {
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
        boolean plain = line.varianceA() < LEAST_VARIANCE || line.varianceB() < LEAST_VARIANCE;
        return plain ? 0 : line.correlation();
    }

    private static int common(LocalFeatures query, LocalFeatures stored, Transform back, double[] a, double[] b) {
        int n = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = (column + 0.5) / SIDE;
                double y = (row + 0.5) / SIDE;
                double fromX = back.x(x, y) * SIDE - 0.5;
                double fromY = back.y(x, y) * SIDE - 0.5;
                if (fromX >= -0.5 && fromY >= -0.5 && fromX < SIDE - 0.5 && fromY < SIDE - 0.5) {
                    a[n] = at(query, fromX, fromY);
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
