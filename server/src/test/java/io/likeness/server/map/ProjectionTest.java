package io.likeness.server.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final long SEED = 20_261_122;
    private static final int DIMENSION = 64;

    @Test
    void project_pointsOnALine_keepsTheirOrderOnTheFirstAxis() {
        float[][] vectors = new float[9][DIMENSION];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i][3] = i * i;
            vectors[i][7] = -2 * i * i;
        }

        float[][] projected = PrincipalAxes.project(vectors, 2);

        double scale = Math.sqrt(5) * Math.signum(projected[8][0] - projected[0][0]);
        for (int i = 0; i < vectors.length; i++) {
            assertThat((double) (projected[i][0] - projected[0][0])).isCloseTo(scale * i * i, within(1e-3));
            assertThat((double) projected[i][1]).isCloseTo(0, within(1e-3));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void graph_knowsTheNearestInOrder() {
        float[][] points = {{0}, {1}, {3}, {7}, {8}};

        NeighbourGraph graph = NeighbourGraph.of(points, 2);

        assertThat(graph.neighbours()[0]).containsExactly(1, 2);
        assertThat(graph.neighbours()[3]).containsExactly(4, 2);
        assertThat(graph.weights()[0][0]).isEqualTo(1);
        assertThat(graph.weights()[0][1]).isLessThan(1);
    }

    @Test
    void of_clusters_putsNeighboursOfOneClusterTogether() {
        float[][] vectors = clusters(12, 50);

        float[][] places = Projection.of(vectors);

        int together = 0;
        for (int i = 0; i < places.length; i++) {
            together += nearest(places, i) / 50 == i / 50 ? 1 : 0;
        }
        assertThat(together).as("seed " + SEED).isGreaterThan(570);
        assertThat(Projection.of(vectors)).as("the same again").isDeepEqualTo(places);
        for (float[] place : places) {
            assertThat(place[0]).isBetween(0f, 1f);
            assertThat(place[1]).isBetween(0f, 1f);
        }
    }

    @Test
    void of_fewOrEqualPictures_hasPlacesForAll() {
        assertThat(Projection.of(new float[0][])).isEmpty();
        assertThat(Projection.of(new float[][] {{1, 0}})).isDeepEqualTo(new float[][] {{0.5f, 0.5f}});
        float[][] same = Projection.of(new float[30][DIMENSION]);
        assertThat(same).hasDimensions(30, 2);
        for (float[] place : same) {
            assertThat(place[0]).isBetween(0f, 1f);
        }
    }

    private static int nearest(float[][] places, int self) {
        int nearest = -1;
        double least = Double.MAX_VALUE;
        for (int other = 0; other < places.length; other++) {
            double distance = Math.hypot(places[self][0] - places[other][0], places[self][1] - places[other][1]);
            if (other != self && distance < least) {
                least = distance;
                nearest = other;
            }
        }
        return nearest;
    }

    private static float[][] clusters(int count, int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] vectors = new float[count * size][DIMENSION];
        for (int cluster = 0; cluster < count; cluster++) {
            double[] middle = random.doubles(DIMENSION, -1, 1).toArray();
            for (int i = 0; i < size; i++) {
                for (int d = 0; d < DIMENSION; d++) {
                    vectors[cluster * size + i][d] = (float) (middle[d] + 0.3 * random.nextGaussian());
                }
            }
        }
        return vectors;
    }
}
