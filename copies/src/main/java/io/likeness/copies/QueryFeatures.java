package io.likeness.copies;

/** Features of a picture that is searched for, made ready for many comparisons. Safe for use by many threads. */
public final class QueryFeatures {
    private final LocalFeatures plain;
    private final LocalFeatures mirrored;
    private final Palette palette;
    private final Palette mirroredPalette;

    private QueryFeatures(LocalFeatures plain) {
        this.plain = plain;
        this.mirrored = plain.mirrored();
        this.palette = new Palette(plain.small());
        this.mirroredPalette = new Palette(mirrored.small());
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

    Palette palette() {
        return palette;
    }

    Palette mirroredPalette() {
        return mirroredPalette;
    }
}
