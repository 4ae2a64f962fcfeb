package io.likeness.copies;

import org.jspecify.annotations.Nullable;

/**
 * What a stored picture is to the one searched for.
 *
 * @param confidence how likely the two are one picture, 0 to 1, measured: of all with 0.9, nine in ten are
 * @param queryRegion what of the picture searched for lies in the stored one; null where nothing says so
 * @param hitRegion what of the stored picture lies in the one searched for; null where nothing says so
 * @param transform maps shares of the picture searched for onto shares of the stored one; null where nothing says so
 * @param inliers local features that agree on the transform
 * @param evidence what the confidence was made of
 */
public record CopyMatch(
        Verdict verdict,
        double confidence,
        @Nullable Quad queryRegion,
        @Nullable Quad hitRegion,
        @Nullable Transform transform,
        int inliers,
        Evidence evidence) {
    /** The least confidence at which a pair is called a copy. */
    public static final double RECOMMENDED = 0.5;
}
