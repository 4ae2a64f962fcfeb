package io.likeness.copies;

import java.util.Arrays;

/**
 * The colours of two pictures at the places where one lies over the other, as red, green and blue from 0 to 255. Used by one thread.
 *
 * @param from [3, n] colours of one picture
 * @param to [3, n] of the other at the same places
 * @param weights how much each place counts
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one comparison and is never compared.
record Overlay(double[][] from, double[][] to, double[] weights) {
    private static final int MOST_SAMPLES = 4;
    /** What a place counts about which nothing changes; one about which as much changes as on average counts 1. */
    private static final double PLAIN = 0.05;

    /**
     * All places of {@code base} [3, n], a square row by row, that {@code map}, of shares of {@code base} onto shares of {@code other}, finds in {@code other}, one of the same size.
     */
    static Overlay of(double[][] base, double[][] other, Transform map) {
        int side = (int) Math.sqrt(base[0].length);
        boolean[] within = new boolean[side * side];
        double[][] b = new double[3][side * side];
        double reach = Math.sqrt(Math.abs(map.determinant()));
        int samples = Math.clamp(Math.round(reach), 1, MOST_SAMPLES);
        int n = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double x = (column + 0.5) / side;
                double y = (row + 0.5) / side;
                double toX = map.x(x, y);
                double toY = map.y(x, y);
                if (toX >= 0 && toY >= 0 && toX < 1 && toY < 1) {
                    int at = side * row + column;
                    within[at] = true;
                    n++;
                    average(other, map, at, samples, b, side);
                }
            }
        }
        return packed(base, b, within, n, side);
    }

    /** Writes the mean colour of several places within one of the base. */
    private static void average(double[][] colours, Transform map, int at, int samples, double[][] to, int side) {
        int column = at % side;
        int row = at / side;
        for (int down = 0; down < samples; down++) {
            for (int right = 0; right < samples; right++) {
                double x = (column + (right + 0.5) / samples) / side;
                double y = (row + (down + 0.5) / samples) / side;
                add(colours, map.x(x, y) * side - 0.5, map.y(x, y) * side - 0.5, 1.0 / samples / samples, to, at, side);
            }
        }
    }

    private static void add(double[][] colours, double x, double y, double share, double[][] to, int at, int side) {
        int left = Math.clamp((int) Math.floor(x), 0, side - 1);
        int top = side * Math.clamp((int) Math.floor(y), 0, side - 1);
        int right = Math.min(left + 1, side - 1);
        int bottom = Math.min(top + side, side * (side - 1));
        double h = Math.clamp(x - left, 0, 1);
        double v = Math.clamp(y - (double) top / side, 0, 1);
        for (int channel = 0; channel < 3; channel++) {
            double[] from = colours[channel];
            double above = (1 - h) * from[top + left] + h * from[top + right];
            double below = (1 - h) * from[bottom + left] + h * from[bottom + right];
            to[channel][at] += share * ((1 - v) * above + v * below);
        }
    }

    private static Overlay packed(double[][] a, double[][] b, boolean[] within, int n, int side) {
        double[] changesA = changes(a, within, side);
        double[] changesB = changes(b, within, side);
        double meanA = Arrays.stream(changesA).sum() / Math.max(1, n) + 1e-9;
        double meanB = Arrays.stream(changesB).sum() / Math.max(1, n) + 1e-9;
        double[][] from = new double[3][n];
        double[][] to = new double[3][n];
        double[] weights = new double[n];
        int at = 0;
        for (int i = 0; i < within.length; i++) {
            if (within[i]) {
                for (int channel = 0; channel < 3; channel++) {
                    from[channel][at] = a[channel][i];
                    to[channel][at] = b[channel][i];
                }
                weights[at++] = PLAIN + Math.min(changesA[i] / meanA, changesB[i] / meanB);
            }
        }
        return new Overlay(from, to, weights);
    }

    /** How much colours change about each place: the largest difference to a neighbour. */
    private static double[] changes(double[][] colours, boolean[] within, int side) {
        double[] changes = new double[within.length];
        for (int i = 0; i < within.length; i++) {
            if (within[i]) {
                if (i % side + 1 < side && within[i + 1]) {
                    note(colours, i, i + 1, changes);
                }
                if (i + side < within.length && within[i + side]) {
                    note(colours, i, i + side, changes);
                }
            }
        }
        return changes;
    }

    private static void note(double[][] colours, int i, int j, double[] changes) {
        double squares = 0;
        for (double[] channel : colours) {
            squares += (channel[i] - channel[j]) * (channel[i] - channel[j]);
        }
        double change = Math.sqrt(squares / 3);
        changes[i] = Math.max(changes[i], change);
        changes[j] = Math.max(changes[j], change);
    }

    int count() {
        return weights.length;
    }

    /** Grey follows from colours and colours do not from grey. */
    Overlay moreColourfulFirst() {
        return colourfulness(from) >= colourfulness(to) ? this : new Overlay(to, from, weights);
    }

    private static double colourfulness(double[][] colours) {
        double sum = 0;
        for (int i = 0; i < colours[0].length; i++) {
            double most = Math.max(colours[0][i], Math.max(colours[1][i], colours[2][i]));
            double least = Math.min(colours[0][i], Math.min(colours[1][i], colours[2][i]));
            sum += most - least;
        }
        return sum;
    }

    /** How far each place is from having the same colour, as a quadratic mean over the channels. */
    void distances(double[] off) {
        for (int i = 0; i < off.length; i++) {
            double squares = 0;
            for (int channel = 0; channel < 3; channel++) {
                double difference = to[channel][i] - from[channel][i];
                squares += difference * difference;
            }
            off[i] = Math.sqrt(squares / 3);
        }
    }

    /** The standard deviation of the colours of {@link #to()}. */
    double spread() {
        double variance = 0;
        for (double[] channel : to) {
            double sum = 0;
            double squares = 0;
            double all = 0;
            for (int i = 0; i < channel.length; i++) {
                all += weights[i];
                sum += weights[i] * channel[i];
                squares += weights[i] * channel[i] * channel[i];
            }
            variance += squares / all - sum * sum / all / all;
        }
        return Math.sqrt(Math.max(0, variance / 3));
    }

    /** Of the weight of all places that of those that are off by at most {@code limit}. */
    double share(double[] off, double limit) {
        double all = 0;
        double agreed = 0;
        for (int i = 0; i < off.length; i++) {
            all += weights[i];
            agreed += off[i] <= limit ? weights[i] : 0;
        }
        return agreed / all;
    }
}
