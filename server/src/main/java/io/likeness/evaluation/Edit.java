package io.likeness.evaluation;

import io.likeness.copies.CopyMatch;
import io.likeness.copies.Quad;
import io.likeness.copies.Verdict;
import java.util.Locale;
import java.util.OptionalDouble;

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

    /** What a stored picture is to its edited copy. */
    Verdict verdict() {
        return switch (this) {
            case CROP -> Verdict.CROP;
            case ROTATE15, ROTATE90 -> Verdict.ROTATED;
            case MIRROR -> Verdict.MIRRORED;
            case PASTE, FRAME -> Verdict.CONTAINS;
            case SMALL, BARS, GREY, BLUR, HUE -> Verdict.EDITED;
        };
    }

    /**
     * How much of the place found is the true one and no more: the common area as a share of both together. Empty for edits that leave a picture whole, and
     * where no place was found.
     */
    OptionalDouble overlap(CopyMatch match, Raster picture, Raster other) {
        Quad found = this == CROP ? match.hitRegion() : match.queryRegion();
        if (found == null) {
            return OptionalDouble.empty();
        }
        double w = picture.width();
        double h = picture.height();
        return switch (this) {
            case CROP -> {
                double left = Math.floor(w / 4) / w;
                double top = Math.floor(h / 4) / h;
                yield OptionalDouble.of(found.overlap(
                        Quad.rectangle(left, top, left + Math.floor(w / 2) / w, top + Math.floor(h / 2) / h)));
            }
            case PASTE -> {
                double scale = Math.min(1, Math.min(0.6 * other.width() / w, 0.6 * other.height() / h));
                yield OptionalDouble.of(found.overlap(
                        Quad.rectangle(0.2, 0.2, 0.2 + scale * w / other.width(), 0.2 + scale * h / other.height())));
            }
            case FRAME -> OptionalDouble.of(found.overlap(Quad.rectangle(0.3 / 1.6, 0.4 / 1.9, 1.3 / 1.6, 1.4 / 1.9)));
            default -> OptionalDouble.empty();
        };
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
