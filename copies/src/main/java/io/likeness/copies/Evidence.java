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
 * @param colour share of the common area in which colours agree, whatever was done to all of them, plain parts counting for less, 0 to 1; 1 where nobody looked
 * @param exactColour the same where they agree as closely as only the same picture does, 0 to 1
 * @param scale how many times larger the stored picture shows things
 * @param area share of the smaller picture that lies in the other, 0 to 1
 * @param repainted whether shapes are where they are in the other picture and colours differ there: a drawing that was painted anew
 */
public record Evidence(
        double cosine,
        int inliers,
        double share,
        double coverage,
        double error,
        double difference,
        double correlation,
        double colour,
        double exactColour,
        double scale,
        double area,
        boolean repainted) {
    /** The names of {@link #values()}, as the file of weights has them. */
    public static List<String> names() {
        return Confidence.NAMES;
    }

    /** What the logistic regression is on, in the order of {@link #names()}; the first is 1. */
    public double[] values() {
        return Confidence.values(this);
    }

    /** The same with what colours say. */
    Evidence with(Colours colours, boolean paintedAnew) {
        return new Evidence(
                cosine,
                inliers,
                share,
                coverage,
                error,
                difference,
                correlation,
                colours.agreeing(),
                colours.exact(),
                scale,
                area,
                paintedAnew);
    }

    /** Of the same bytes. */
    static Evidence all(int features) {
        return new Evidence(1, features, 1, 1, 0, 0, 1, 1, 1, 1, 1, false);
    }
}
