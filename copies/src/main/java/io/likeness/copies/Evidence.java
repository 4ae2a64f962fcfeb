package io.likeness.copies;

import java.util.List;

/**
 * What two pictures have in common.
 *
 * @param cosine of their embeddings
 * @param inliers local features that agree on where one picture lies in the other
 * @param share of the features that should be seen in the other picture, those that are, 0 to 1
 * @param coverage share of the common area in which features agree, 0 to 1
 * @param error by which inliers are off on average, as a share of what is allowed, 0 to 1
 * @param difference share of the bits in which the descriptors of inliers differ on average, 0 to 1
 * @param correlation of the brightness over the common area, -1 to 1
 * @param agreeing share of the common area in which brightness agrees, plain parts counting for less, 0 to 1
 * @param scale how many times larger the stored picture shows things
 * @param area share of the smaller picture that lies in the other, 0 to 1
 */
public record Evidence(
        double cosine,
        int inliers,
        double share,
        double coverage,
        double error,
        double difference,
        double correlation,
        double agreeing,
        double scale,
        double area) {
    /** The names of {@link #values()}, as the file of weights has them. */
    public static List<String> names() {
        return Confidence.NAMES;
    }

    /** What the logistic regression is on, in the order of {@link #names()}; the first is 1. */
    public double[] values() {
        return Confidence.values(this);
    }

    /** Of the same bytes. */
    static Evidence all(int features) {
        return new Evidence(1, features, 1, 1, 0, 0, 1, 1, 1, 1);
    }
}
