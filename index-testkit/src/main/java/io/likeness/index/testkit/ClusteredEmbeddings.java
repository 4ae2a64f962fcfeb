package io.likeness.index.testkit;

import io.likeness.embedding.Embedding;
import java.util.random.RandomGenerator;

/**
 * Embeddings as pictures have them: gathered around centres, of very different numbers each, with few dimensions in which the members of one centre
 * differ much. A graph index finds such neighbours less easily than those of directions that are all equally likely. Not safe for use by many threads.
 */
public final class ClusteredEmbeddings {
    private static final int INNER_DIMENSIONS = 12;

    private final RandomGenerator random;
    private final float[][] centres;
    private final float[][][] axes;
    private final double spread;

    /**
     * @param spread length of a member's distance from its centre, which has length 1
     */
    public ClusteredEmbeddings(int dimension, int clusters, double spread, RandomGenerator random) {
        this.random = random;
        this.spread = spread;
        this.centres = new float[clusters][];
        this.axes = new float[clusters][Math.min(dimension, INNER_DIMENSIONS)][];
        for (int i = 0; i < clusters; i++) {
            centres[i] = Pictures.randomEmbedding(dimension, random).toArray();
            for (int j = 0; j < axes[i].length; j++) {
                axes[i][j] = Pictures.randomEmbedding(dimension, random).toArray();
            }
        }
    }

    /** The next one: of the clusters, the first ones have many more members than the last ones. */
    public Embedding next() {
        double uniform = random.nextDouble();
        return of((int) (uniform * uniform * centres.length));
    }

    /** One of the centres. */
    public Embedding centre() {
        return Embedding.normalised(centres[random.nextInt(centres.length)]);
    }

    /** The next one of cluster {@code i}. */
    public Embedding of(int i) {
        float[] values = centres[i].clone();
        double step = spread / Math.sqrt(axes[i].length);
        for (float[] axis : axes[i]) {
            double along = random.nextGaussian() * step;
            for (int d = 0; d < values.length; d++) {
                values[d] += (float) (along * axis[d]);
            }
        }
        double noise = spread / 10 / Math.sqrt(values.length);
        for (int d = 0; d < values.length; d++) {
            values[d] += (float) (random.nextGaussian() * noise);
        }
        return Embedding.normalised(values);
    }
}
