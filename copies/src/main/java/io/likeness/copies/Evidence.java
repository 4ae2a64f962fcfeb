package io.likeness.copies;

/**
 * What two pictures have in common.
 *
 * @param cosine of their embeddings
 * @param inliers local features that agree on where one picture lies in the other; 0 where nothing was found
 * @param share of the features that should be seen in the other picture, those that are, 0 to 1
 * @param coverage share of the common area in which features agree, 0 to 1
 * @param correlation of the brightness over the common area, -1 to 1
 * @param trimmed correlation without the third of the area that agrees least, which may be covered, -1 to 1
 * @param scale how many times larger the stored picture shows things
 * @param area share of the smaller picture that lies in the other, 0 to 1
 */
public record Evidence(
        double cosine,
        int inliers,
        double share,
        double coverage,
        double correlation,
        double trimmed,
        double scale,
        double area) {}
