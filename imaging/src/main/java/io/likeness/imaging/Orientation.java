package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** What is to be done to stored pixels so that the picture stands upright: the values 1 to 8 of the EXIF tag Orientation, in order. */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    TURNED_HALF,
    FLIPPED,
    TRANSPOSED,
    TURN_CLOCKWISE,
    TRANSVERSED,
    TURN_COUNTERCLOCKWISE;

    private static final Orientation[] BY_TAG = values();

    /** The orientation of a tag's value; one outside 1 to 8 means nothing. */
    static Orientation ofTag(long value) {
        return value >= 1 && value <= BY_TAG.length ? BY_TAG[(int) value - 1] : UPRIGHT;
    }

    /** Whether stored columns become rows. */
    boolean swapsSides() {
        return compareTo(TRANSPOSED) >= 0;
    }

    /** Answers {@code stored} itself where nothing is to be done, else a new picture. */
    Mat upright(Mat stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        Mat turned = new Mat();
        switch (this) {
            case UPRIGHT -> throw new AssertionError("answered above");
            case MIRRORED -> flip(stored, turned, 1);
            case FLIPPED -> flip(stored, turned, 0);
            case TURNED_HALF -> rotate(stored, turned, ROTATE_180);
            case TRANSPOSED -> transpose(stored, turned);
            case TURN_CLOCKWISE -> rotate(stored, turned, ROTATE_90_CLOCKWISE);
            case TURN_COUNTERCLOCKWISE -> rotate(stored, turned, ROTATE_90_COUNTERCLOCKWISE);
            case TRANSVERSED -> {
                rotate(stored, turned, ROTATE_180);
                transpose(turned, turned);
            }
        }
        return turned;
    }
}
