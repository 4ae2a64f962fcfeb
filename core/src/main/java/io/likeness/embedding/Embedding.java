package io.likeness.embedding;

import java.util.Arrays;

/** A feature vector of unit length (Euclidean norm 1 within 1e-3). Immutable, hence safe for use by many threads. */
public final class Embedding {
    private static final double TOLERANCE = 1e-3;

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /**
     * Copies a vector that already has unit length.
     *
     * @throws IllegalArgumentException if it is empty, not finite, or its length is not 1 within 1e-3
     */
    public static Embedding ofUnit(float... values) {
        double norm = norm(values);
        if (!(Math.abs(norm - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("a vector of length " + norm + " and " + values.length + " dimensions");
        }
        return new Embedding(values.clone());
    }

    /**
     * Copies a vector and divides it by its length.
     *
     * @throws IllegalArgumentException if it is empty, zero or not finite
     */
    public static Embedding normalised(float... values) {
        double norm = norm(values);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException("a vector of length " + norm + " and " + values.length + " dimensions");
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / norm);
        }
        return new Embedding(unit);
    }

    /** The number of values. */
    public int dimension() {
        return values.length;
    }

    /** Value {@code i}, in [-1, 1]. */
    public float value(int i) {
        return values[i];
    }

    /** A copy of the values. */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * The cosine of the angle to {@code other}, in [-1, 1].
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException("dimensions " + values.length + " and " + other.values.length);
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * other.values[i];
        }
        return Math.clamp(sum, -1.0, 1.0);
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding[" + values.length + "]";
    }
}
