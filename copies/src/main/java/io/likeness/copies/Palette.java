package io.likeness.copies;

/**
 * The colours of a small picture, made ready for comparisons: about 30 kB. Immutable but for its arrays, which nobody writes to.
 *
 * @param fine [3, 1024] red, green and blue, see {@link SmallPicture#colours()}
 * @param coarse [3, 256] the same in a quarter of the places
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Palette(double[][] fine, double[][] coarse) {
    static Palette of(SmallPicture picture) {
        return new Palette(picture.colours(), picture.coarseColours());
    }
}
