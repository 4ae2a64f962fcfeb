package io.likeness.server.map;

import java.util.SplittableRandom;

/**
 * Lays points out on a plane so that neighbours lie together, as UMAP does (McInnes, Healy, Melville 2018, section 3.2): neighbours attract each other
 * as often as they weigh, points drawn by lot push each other away. The same input gives the same layout.
 */
final class NeighbourLayout {
    // Of 1 / (1 + a d^2b) fitted to a least distance of 0.25, as umap-learn fits it.
    private static final double A = 1.121;
    private static final double B = 1.057;
    private static final int PUSHED_BY = 5;
    private static final double FARTHEST_STEP = 4;
    private static final double NEAR = 1e-3;
    private static final long SEED = 7;

    private final NeighbourGraph graph;
    private final float[][] places;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private NeighbourLayout(NeighbourGraph graph, float[][] places) {
        this.graph = graph;
        this.places = places;
    }

    /**
     * Moves {@code places}, [n, 2] within about -10 to 10, to where they lie near their neighbours.
     *
     * @param rounds some hundred
     */
    static void move(NeighbourGraph graph, float[][] places, int rounds) {
        NeighbourLayout layout = new NeighbourLayout(graph, places);
        for (int round = 0; round < rounds; round++) {
            layout.round(1 - round / (double) rounds);
        }
    }

    private void round(double step) {
        int[][] neighbours = graph.neighbours();
        float[][] weights = graph.weights();
        for (int i = 0; i < neighbours.length; i++) {
            for (int j = 0; j < neighbours[i].length; j++) {
                if (random.nextDouble() < weights[i][j]) {
                    attract(places[i], places[neighbours[i][j]], step);
                    for (int push = 0; push < PUSHED_BY; push++) {
                        repel(i, random.nextInt(places.length), step);
                    }
                }
            }
        }
    }

    private static void attract(float[] a, float[] b, double step) {
        double squared = squared(a, b);
        if (squared == 0) {
            return;
        }
        double power = Math.pow(squared, B - 1);
        double force = -2 * A * B * power / (1 + A * power * squared);
        for (int d = 0; d < a.length; d++) {
            double move = step * clipped(force * (a[d] - b[d]));
            a[d] += (float) move;
            b[d] -= (float) move;
        }
    }

    private void repel(int self, int other, double step) {
        if (self == other) {
            return;
        }
        float[] a = places[self];
        float[] b = places[other];
        double squared = squared(a, b);
        double force = 2 * B / ((NEAR + squared) * (1 + A * Math.pow(squared, B)));
        for (int d = 0; d < a.length; d++) {
            // Two at one place are pushed apart in any direction.
            double difference = squared == 0 ? random.nextDouble() - 0.5 : a[d] - b[d];
            a[d] += (float) (step * clipped(force * difference));
        }
    }

    private static double squared(float[] a, float[] b) {
        double x = a[0] - (double) b[0];
        double y = a[1] - (double) b[1];
        return x * x + y * y;
    }

    private static double clipped(double force) {
        return Math.clamp(force, -FARTHEST_STEP, FARTHEST_STEP);
    }
}
