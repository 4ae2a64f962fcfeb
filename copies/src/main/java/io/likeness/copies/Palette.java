package io.likeness.copies;

import org.jspecify.annotations.Nullable;

/** The colours of a small picture, made when they are first needed: about 30 kB. Safe for use by many threads, two of which may make the same at once. */
final class Palette {
    private final SmallPicture picture;
    private volatile double @Nullable [][] fine;
    private volatile double @Nullable [][] coarse;

    Palette(SmallPicture picture) {
        this.picture = picture;
    }

    /** See {@link SmallPicture#colours()}; not to be written to. */
    double[][] fine() {
        double[][] known = fine;
        if (known == null) {
            known = picture.colours();
            fine = known;
        }
        return known;
    }

    /** See {@link SmallPicture#coarseColours()}; not to be written to. */
    double[][] coarse() {
        double[][] known = coarse;
        if (known == null) {
            known = picture.coarseColours();
            coarse = known;
        }
        return known;
    }
}
