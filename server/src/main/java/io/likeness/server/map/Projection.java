package io.likeness.server.map;

import java.util.Arrays;

/** From vectors to places on a map. */
final class Projection {
    private static final int AXES = 32;
    private static final int NEIGHBOURS = 15;
    private static final int FEW = 5;
    private static final int MANY = 10_000;
    /** The share of points that may be pushed to the edge, so that a few far ones do not press the rest together. */
    private static final double OUTLIERS = 0.002;

    private Projection() {}

    /**
     * Projects vectors.
     *
     * @param vectors [n, dimension]
     * @return [n, 2], each value from 0 to 1
     */
    static float[][] of(float[][] vectors) {
        if (vectors.length == 0) {
            return new float[0][];
        }
        float[][] projected = PrincipalAxes.project(vectors, AXES);
        float[][] places = start(projected);
        if (vectors.length > FEW) {
            NeighbourGraph graph = NeighbourGraph.of(projected, Math.min(NEIGHBOURS, vectors.length - 1));
            NeighbourLayout.move(graph, places, vectors.length > MANY ? 200 : 400);
        }
        scale(places, 0);
        scale(places, 1);
        return places;
    }

    /** The first two axes, on a plane of about 20 by 20. */
    private static float[][] start(float[][] projected) {
        float[][] places = new float[projected.length][2];
        double widest = 1e-12;
        for (float[] point : projected) {
            widest = Math.max(widest, Math.abs(point[0]));
        }
        for (int i = 0; i < places.length; i++) {
            for (int d = 0; d < 2 && d < projected[i].length; d++) {
                places[i][d] = (float) (10 * projected[i][d] / widest);
            }
        }
        return places;
    }

    private static void scale(float[][] places, int axis) {
        float[] sorted = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            sorted[i] = places[i][axis];
        }
        Arrays.sort(sorted);
        int outliers = (int) (OUTLIERS * places.length);
        float low = sorted[outliers];
        float width = sorted[sorted.length - 1 - outliers] - low;
        for (float[] place : places) {
            place[axis] = width > 0 ? Math.clamp((place[axis] - low) / width, 0, 1) : 0.5f;
        }
    }
}
