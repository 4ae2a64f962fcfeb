package io.likeness.copies;

import org.jspecify.annotations.Nullable;

/** Features of a picture that is searched for, made ready for many comparisons. Safe for use by many threads. */
public final class QueryFeatures {
    private final LocalFeatures plain;
    private final LocalFeatures mirrored;
    // Made by whoever needs it first; two who do at once make the same.
    private volatile @Nullable Palette palette;
    private volatile @Nullable Palette mirroredPalette;

    private QueryFeatures(LocalFeatures plain) {
        this.plain = plain;
        this.mirrored = plain.mirrored();
    }

    /** Makes {@code features} ready. */
    public static QueryFeatures of(LocalFeatures features) {
        return new QueryFeatures(features);
    }

    LocalFeatures plain() {
        return plain;
    }

    LocalFeatures mirrored() {
        return mirrored;
    }

    /** The colours of the picture, or of the mirrored one. */
    Palette palette(boolean ofMirrored) {
        Palette known = ofMirrored ? mirroredPalette : palette;
        if (known == null) {
            known = Palette.of((ofMirrored ? mirrored : plain).small());
            if (ofMirrored) {
                mirroredPalette = known;
            } else {
                palette = known;
            }
        }
        return known;
    }
}
