package io.likeness.copies;

/** Features of a picture that is searched for, made ready for many comparisons. Immutable, hence safe for use by many threads. */
public final class QueryFeatures {
    private final LocalFeatures plain;
    private final LocalFeatures mirrored;

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
}
