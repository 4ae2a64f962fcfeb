package io.likeness.server.map;

import java.util.Arrays;

/**
 * Who is near whom: each point's nearest ones by exact search, with weights as UMAP gives them (McInnes, Healy, Melville 2018, sections 3.1 and 4):
 * 1 for the nearest, falling so that all weights of a point sum up to log2(k).
 *
 * @param neighbours [n, k] places of the nearest, nearest first
 * @param weights [n, k] in 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // Lives between two steps of one computation and is never compared.
record NeighbourGraph(int[][] neighbours, float[][] weights) {
    private static final int SEARCH_ROUNDS = 48;
    private static final double TOLERANCE = 1e-4;

    /**
     * @param points [n, dimension], n greater than {@code k}
     */
    static NeighbourGraph of(float[][] points, int k) {
        int[][] neighbours = new int[points.length][];
        float[][] weights = new float[points.length][];
        float[] distances = new float[k];
        for (int i = 0; i < points.length; i++) {
            neighbours[i] = nearest(points, i, k, distances);
            weights[i] = weights(distances);
        }
        return new NeighbourGraph(neighbours, weights);
    }

    /** The nearest of a point; their squared distances go to {@code distances}. */
    private static int[] nearest(float[][] points, int self, int k, float[] distances) {
        int[] nearest = new int[k];
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        float[] point = points[self];
        for (int other = 0; other < points.length; other++) {
            float distance = squared(point, points[other]);
            if (other != self && distance < distances[k - 1]) {
                int place = k - 1;
                while (place > 0 && distances[place - 1] > distance) {
                    distances[place] = distances[place - 1];
                    nearest[place] = nearest[place - 1];
                    place--;
                }
                distances[place] = distance;
                nearest[place] = other;
            }
        }
        return nearest;
    }

    private static float squared(float[] a, float[] b) {
        float sum = 0;
        for (int d = 0; d < a.length; d++) {
            float difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }

    private static float[] weights(float[] squaredDistances) {
        int k = squaredDistances.length;
        double[] beyond = new double[k];
        double first = Math.sqrt(squaredDistances[0]);
        Arrays.setAll(beyond, i -> Math.sqrt(squaredDistances[i]) - first);
        double sigma = sigma(beyond, Math.log(k) / Math.log(2));
        float[] weights = new float[k];
        for (int i = 0; i < k; i++) {
            weights[i] = (float) Math.exp(-beyond[i] / sigma);
        }
        return weights;
    }

    /** The width at which the weights sum up to {@code wanted}, by halving. */
    private static double sigma(double[] beyond, double wanted) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sigma = 1;
        for (int round = 0; round < SEARCH_ROUNDS; round++) {
            double sum = 0;
            for (double distance : beyond) {
                sum += Math.exp(-distance / sigma);
            }
            if (Math.abs(sum - wanted) < TOLERANCE) {
                break;
            }
            if (sum > wanted) {
                high = sigma;
            } else {
                low = sigma;
            }
            sigma = Double.isInfinite(high) ? sigma * 2 : (low + high) / 2;
        }
        // Where all are equally far there is no width; then all weigh the same.
        return Math.max(sigma, 1e-6);
    }
}
