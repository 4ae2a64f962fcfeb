package io.likeness.evaluation;

import java.util.List;

/**
 * Fits a logistic regression by Newton's method, as iteratively reweighted least squares (T. Hastie et al., The Elements of Statistical Learning, 2009, section
 * 4.4.1), with a little of ridge so that what separates perfectly stays finite.
 */
final class LogisticFit {
    private static final double RIDGE = 0.01;
    private static final int ROUNDS = 40;

    private LogisticFit() {}

    /**
     * What was seen once.
     *
     * @param values of what the regression is on; the first is 1
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives within one computation and is never compared.
    record Sample(double[] values, boolean yes) {}

    /** The weights of the values. A value that never changes gets weight 0 but for rounding, unless it is the first. */
    static double[] weights(List<Sample> samples) {
        int n = samples.getFirst().values().length;
        double[] mean = new double[n];
        double[] spread = new double[n];
        for (Sample sample : samples) {
            for (int i = 0; i < n; i++) {
                mean[i] += sample.values()[i] / samples.size();
            }
        }
        for (Sample sample : samples) {
            for (int i = 0; i < n; i++) {
                spread[i] += Math.pow(sample.values()[i] - mean[i], 2) / samples.size();
            }
        }
        for (int i = 0; i < n; i++) {
            boolean constant = i == 0 || spread[i] < 1e-12;
            mean[i] = i == 0 ? 0 : mean[i];
            spread[i] = constant ? 1 : Math.sqrt(spread[i]);
        }
        double[] scaled = new double[n];
        for (int round = 0; round < ROUNDS; round++) {
            step(samples, mean, spread, scaled);
        }
        double[] weights = new double[n];
        weights[0] = scaled[0];
        for (int i = 1; i < n; i++) {
            weights[i] = scaled[i] / spread[i];
            weights[0] -= weights[i] * mean[i];
        }
        return weights;
    }

    private static void step(List<Sample> samples, double[] mean, double[] spread, double[] weights) {
        int n = weights.length;
        double[][] system = new double[n][n + 1];
        double[] x = new double[n];
        for (Sample sample : samples) {
            double score = 0;
            for (int i = 0; i < n; i++) {
                x[i] = (sample.values()[i] - mean[i]) / spread[i];
                score += weights[i] * x[i];
            }
            double share = 1 / (1 + Math.exp(-score));
            double weight = share * (1 - share);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    system[i][j] += weight * x[i] * x[j];
                }
                system[i][n] += x[i] * ((sample.yes() ? 1 : 0) - share);
            }
        }
        for (int i = 0; i < n; i++) {
            system[i][i] += RIDGE;
            system[i][n] -= RIDGE * weights[i];
        }
        solve(system);
        for (int i = 0; i < n; i++) {
            weights[i] += system[i][n];
        }
    }

    /** The share that weights foresee for these values. */
    static double share(double[] weights, double[] values) {
        double score = 0;
        for (int i = 0; i < weights.length; i++) {
            score += weights[i] * values[i];
        }
        return 1 / (1 + Math.exp(-score));
    }

    /** Gauss and Jordan's elimination; the solution stands in the last column. */
    private static void solve(double[][] system) {
        int n = system.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(system[row][column]) > Math.abs(system[pivot][column]) ? row : pivot;
            }
            double[] swapped = system[column];
            system[column] = system[pivot];
            system[pivot] = swapped;
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : system[row][column] / system[column][column];
                for (int i = column; factor != 0 && i <= n; i++) {
                    system[row][i] -= factor * system[column][i];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            system[i][n] /= system[i][i];
        }
    }
}
