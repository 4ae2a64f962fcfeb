package io.likeness.copies;

import io.likeness.image.Region;
import org.jspecify.annotations.Nullable;

/**
 * What a stored picture is to the one searched for.
 *
 * @param confidence how likely the two are one picture, 0 to 1, measured: of all with 0.9, nine in ten are
 * @param strength the same as the logarithm of the odds, unlike it not rounded to 1; infinite for the same bytes
 * @param queryRegion what of the picture searched for lies in the stored one; null of another picture
 * @param hitRegion what of the stored picture lies in the one searched for; null of another picture
 * @param transform maps shares of the picture searched for onto shares of the stored one; null of another picture
 * @param evidence what the confidence was made of
 */
public record CopyMatch(
        Verdict verdict,
        double confidence,
        double strength,
        @Nullable Quad queryRegion,
        @Nullable Quad hitRegion,
        @Nullable Transform transform,
        Evidence evidence) {
    /** The least confidence at which two pictures are called one. */
    public static final double RECOMMENDED = 0.5;

    /** The logarithm of the odds of 99 in 100. */
    private static final double CERTAIN = 4.6;

    /**
     * By which copies are ordered, the highest first: by how certain they are, and of several that are certain by how well brightness agrees, since a picture over
     * which another one was pasted is a copy, too, but not what one looks at. Infinite for the same bytes.
     */
    public double rank() {
        return strength >= CERTAIN && verdict != Verdict.EXACT ? CERTAIN + 1 + evidence.correlation() : strength;
    }

    /** Local features that agree on the transform. */
    public int inliers() {
        return evidence.inliers();
    }

    /** The same where only {@code region} of a picture was searched for, in shares of the whole of it. */
    CopyMatch ofRegion(Region region) {
        if (queryRegion == null || transform == null || region.equals(Region.WHOLE)) {
            return this;
        }
        Transform toRegion = new Transform(
                1 / region.width(),
                0,
                -region.x() / region.width(),
                0,
                1 / region.height(),
                -region.y() / region.height());
        return new CopyMatch(
                verdict,
                confidence,
                strength,
                queryRegion.moved(toRegion.inverse()),
                hitRegion,
                toRegion.then(transform),
                evidence);
    }
}
