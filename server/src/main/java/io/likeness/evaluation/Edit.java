package io.likeness.evaluation;

import java.util.Locale;

/** What may have been done to a picture before somebody searches for its original. */
public enum Edit {
    /** The middle half of each side, a quarter of the area. */
    CROP,
    /** 15° counter-clockwise, the canvas grown, black corners, bilinear. */
    ROTATE15,
    /** A quarter turn counter-clockwise. */
    ROTATE90,
    /** Left and right exchanged. */
    MIRROR,
    /** Shrunk to fit 60 % of the width and height of another picture and laid over it, the top left corner at 20 % of both. */
    PASTE,
    /** Each side a quarter as long by averaging, then JPEG of quality 25. */
    SMALL,
    /** Six white bars over the full width, each 1/22 of the height, at 0, 1/6 … 5/6 of it, red letters at their left. */
    BARS,
    /** Luma only, with contrast 1.6 times as strong around its mean. */
    GREY,
    /** Gaussian of a sigma of 1/90 of the longer side. */
    BLUR,
    /** Hue turned by 60/256 of the circle. */
    HUE,
    /** On a light canvas 1.6 times as wide and 1.9 times as high, at 0.3 of the width and 0.4 of the height. */
    FRAME;

    /** Name as users read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The edited copy as a file: PNG, {@link #SMALL} as JPEG.
     *
     * @param picture left as it is
     * @param other the picture that {@link #PASTE} lays it over; left as it is
     */
    byte[] encode(Raster picture, Raster other) {
        Raster edited = apply(picture, other);
        return this == SMALL ? RasterFiles.jpeg(edited, 0.25f) : RasterFiles.png(edited);
    }

    private Raster apply(Raster picture, Raster other) {
        return switch (this) {
            case CROP -> {
                int left = picture.width() / 4;
                int top = picture.height() / 4;
                yield Geometry.cut(
                        picture, left, top, Math.max(1, picture.width() / 2), Math.max(1, picture.height() / 2));
            }
            case ROTATE15 -> Geometry.rotate(picture, Math.toRadians(15));
            case ROTATE90 -> Geometry.quarterTurn(picture);
            case MIRROR -> Geometry.mirror(picture);
            case PASTE -> Geometry.pasteOnto(picture, other);
            case SMALL -> Resample.BOX.to(picture, Math.max(1, picture.width() / 4), Math.max(1, picture.height() / 4));
            case BARS -> Tones.bars(picture);
            case GREY -> Tones.grey(picture, 1.6f);
            case BLUR -> Tones.blur(picture, Math.max(picture.width(), picture.height()) / 90.0);
            case HUE -> Tones.turnHue(picture, 60f / 256);
            case FRAME -> Geometry.frame(picture);
        };
    }
}
