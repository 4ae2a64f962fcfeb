package io.likeness.server.map;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Principal component analysis: the directions in which vectors differ most, found by orthogonal iteration on their covariance. */
final class PrincipalAxes {
    private static final int ROUNDS = 60;
    private static final long SEED = 20_240_428;

    private PrincipalAxes() {}

    /**
     * Projects vectors on their first axes.
     *
     * @param vectors [n, dimension], n at least 1; not changed
     * @param axes the most wanted; fewer where the vectors have fewer values
     * @return [n, axes], the first axis first, centred on 0
     */
    static float[][] project(float[][] vectors, int axes) {
        int dimension = vectors[0].length;
        double[] mean = mean(vectors);
        double[][] covariance = covariance(vectors, mean);
        double[][] found = iterate(covariance, Math.min(axes, dimension));
        float[][] projected = new float[vectors.length][found.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int axis = 0; axis < found.length; axis++) {
                double sum = 0;
                for (int d = 0; d < dimension; d++) {
                    sum += (vectors[i][d] - mean[d]) * found[axis][d];
                }
                projected[i][axis] = (float) sum;
            }
        }
        return projected;
    }

    private static double[] mean(float[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += vector[d] / (double) vectors.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(float[][] vectors, double[] mean) {
        int dimension = mean.length;
        double[][] covariance = new double[dimension][dimension];
        double[] centred = new double[dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                centred[d] = vector[d] - mean[d];
            }
            for (int a = 0; a < dimension; a++) {
                double[] row = covariance[a];
                double value = centred[a];
                for (int b = 0; b <= a; b++) {
                    row[b] += value * centred[b];
                }
            }
        }
        for (int a = 0; a < dimension; a++) {
            for (int b = 0; b < a; b++) {
                covariance[b][a] = covariance[a][b];
            }
        }
        return covariance;
    }

    private static double[][] iterate(double[][] covariance, int axes) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] basis = new double[axes][covariance.length];
        for (double[] axis : basis) {
            Arrays.setAll(axis, _ -> random.nextDouble() - 0.5);
        }
        orthonormalise(basis);
        for (int round = 0; round < ROUNDS; round++) {
            for (int axis = 0; axis < axes; axis++) {
                basis[axis] = times(covariance, basis[axis]);
            }
            orthonormalise(basis);
        }
        return basis;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int row = 0; row < vector.length; row++) {
            product[row] = dot(matrix[row], vector);
        }
        return product;
    }

    /** Gram and Schmidt; an axis along which nothing differs becomes 0. */
    private static void orthonormalise(double[][] basis) {
        for (int i = 0; i < basis.length; i++) {
            double before = Math.sqrt(dot(basis[i], basis[i]));
            for (int j = 0; j < i; j++) {
                double shared = dot(basis[i], basis[j]);
                for (int d = 0; d < basis[i].length; d++) {
                    basis[i][d] -= shared * basis[j][d];
                }
            }
            double length = Math.sqrt(dot(basis[i], basis[i]));
            // What is left of rounding is no direction.
            double scale = length > 1e-9 * Math.max(before, 1e-12) ? 1 / length : 0;
            for (int d = 0; d < basis[i].length; d++) {
                basis[i][d] *= scale;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
