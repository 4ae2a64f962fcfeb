package io.likeness.bench.vectors;

import java.util.SplittableRandom;

/**
 * Draws unit vectors in clusters. Within a cluster they vary along {@value #DIRECTIONS} directions of its own, less and less along each, and by a little
 * noise along all, as embeddings of pictures do. Vector {@code i} is the same in every run. Safe for use by many threads.
 */
public final class ClusteredVectors {
    public static final int DIMENSION = 256;

    private static final int PER_CLUSTER = 500;
    private static final int DIRECTIONS = 24;
    private static final double SPREAD = 0.7;
    private static final double NOISE = 0.15;

    private final int clusters;
    private final float[][] centres;
    private final float[][][] directions;

    /**
     * @param count how many vectors will be drawn, which sets the number of clusters
     */
    public ClusteredVectors(int count) {
        this.clusters = Math.max(20, count / PER_CLUSTER);
        this.centres = new float[clusters][];
        this.directions = new float[clusters][DIRECTIONS][];
        double length = 0;
        for (int j = 0; j < DIRECTIONS; j++) {
            length += weight(j) * weight(j);
        }
        double scale = SPREAD / Math.sqrt(length);
        for (int c = 0; c < clusters; c++) {
            SplittableRandom random = new SplittableRandom(31L * c + 7);
            centres[c] = direction(random, 1);
            for (int j = 0; j < DIRECTIONS; j++) {
                directions[c][j] = direction(random, scale * weight(j));
            }
        }
    }

    private static double weight(int direction) {
        return 1 / Math.sqrt(1 + direction / 4.0);
    }

    private static float[] direction(SplittableRandom random, double length) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) (random.nextGaussian() * length / Math.sqrt(DIMENSION));
        }
        return values;
    }

    /** Vector {@code i}; queries are those of negative numbers. */
    public float[] vector(int i) {
        SplittableRandom random = new SplittableRandom(1_000_003L * i + 17);
        int cluster = random.nextInt(clusters);
        float[] values = direction(random, NOISE);
        add(centres[cluster], 1, values);
        for (float[] direction : directions[cluster]) {
            add(direction, (float) random.nextGaussian(), values);
        }
        double norm = 0;
        for (float value : values) {
            norm += value * value;
        }
        float factor = (float) (1 / Math.sqrt(norm));
        for (int d = 0; d < DIMENSION; d++) {
            values[d] *= factor;
        }
        return values;
    }

    private static void add(float[] what, float factor, float[] to) {
        for (int d = 0; d < to.length; d++) {
            to[d] += factor * what[d];
        }
    }
}
