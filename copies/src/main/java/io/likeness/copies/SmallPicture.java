package io.likeness.copies;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture squeezed to a small square: brightness in {@value #SIDE} × {@value #SIDE} places, colour in a quarter of them, as JPEG has them (ITU-R BT.601). Immutable,
 * hence safe for use by many threads.
 */
final class SmallPicture {
    /** Rows and columns of brightness. */
    static final int SIDE = 32;
    /** Rows and columns of colour. */
    static final int COLOUR_SIDE = 16;

    private static final int LUMA_BYTES = SIDE * SIDE;
    private static final int COLOUR_BYTES = COLOUR_SIDE * COLOUR_SIDE;
    /** Bytes of one: brightness, then red, then blue, each row by row. */
    static final int BYTES = LUMA_BYTES + 2 * COLOUR_BYTES;

    private static final int CHANNELS = 3;
    private static final int NEUTRAL = 128;

    private final byte[] bytes;

    /** Takes over {@value #BYTES} bytes. */
    SmallPicture(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of three channels R, G, B. To be called within a scope that frees what OpenCV holds. */
    static SmallPicture of(Mat rgb) {
        Mat small = new Mat();
        resize(rgb, small, new Size(SIDE, SIDE), 0, 0, INTER_AREA);
        Mat parts = new Mat();
        cvtColor(small, parts, COLOR_RGB2YCrCb);
        Mat smaller = new Mat();
        resize(parts, smaller, new Size(COLOUR_SIDE, COLOUR_SIDE), 0, 0, INTER_AREA);
        byte[] bright = new byte[CHANNELS * LUMA_BYTES];
        parts.data().get(bright);
        byte[] coloured = new byte[CHANNELS * COLOUR_BYTES];
        smaller.data().get(coloured);
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < LUMA_BYTES; i++) {
            bytes[i] = bright[CHANNELS * i];
        }
        for (int i = 0; i < COLOUR_BYTES; i++) {
            bytes[LUMA_BYTES + i] = coloured[CHANNELS * i + 1];
            bytes[LUMA_BYTES + COLOUR_BYTES + i] = coloured[CHANNELS * i + 2];
        }
        return new SmallPicture(bytes);
    }

    /** Brightness of a place, 0 to 255. */
    int luma(int column, int row) {
        return level(0, SIDE, 0, column, row);
    }

    /** [3, {@value #SIDE} · {@value #SIDE}] red, green and blue of each place row by row, 0 to 255; colour is taken from between its places. */
    double[][] colours() {
        double[][] colours = new double[3][LUMA_BYTES];
        for (int row = 0; row < SIDE; row++) {
            double y = (row + 0.5) * COLOUR_SIDE / SIDE - 0.5;
            for (int column = 0; column < SIDE; column++) {
                double x = (column + 0.5) * COLOUR_SIDE / SIDE - 0.5;
                double luma = luma(column, row);
                double red = between(LUMA_BYTES, COLOUR_SIDE, NEUTRAL, x, y);
                double blue = between(LUMA_BYTES + COLOUR_BYTES, COLOUR_SIDE, NEUTRAL, x, y);
                put(luma, red, blue, colours, SIDE * row + column);
            }
        }
        return colours;
    }

    /** As {@link #colours()} in {@value #COLOUR_SIDE} · {@value #COLOUR_SIDE} places. */
    double[][] coarseColours() {
        double[][] colours = new double[3][COLOUR_BYTES];
        for (int at = 0; at < COLOUR_BYTES; at++) {
            int column = at % COLOUR_SIDE;
            int row = at / COLOUR_SIDE;
            double luma = (luma(2 * column, 2 * row)
                            + luma(2 * column + 1, 2 * row)
                            + luma(2 * column, 2 * row + 1)
                            + luma(2 * column + 1, 2 * row + 1))
                    / 4.0;
            double red = level(LUMA_BYTES, COLOUR_SIDE, NEUTRAL, column, row);
            double blue = level(LUMA_BYTES + COLOUR_BYTES, COLOUR_SIDE, NEUTRAL, column, row);
            put(luma, red, blue, colours, at);
        }
        return colours;
    }

    private static void put(double luma, double red, double blue, double[][] colours, int at) {
        colours[0][at] = luma + 1.403 * red;
        colours[1][at] = luma - 0.714 * red - 0.344 * blue;
        colours[2][at] = luma + 1.773 * blue;
    }

    /** Brightness between places, 0 to 255; beyond the outermost ones theirs. */
    double luma(double x, double y) {
        return between(0, SIDE, 0, x, y);
    }

    /** The value above {@code zero} between four places of the plane that begins at {@code from} and has {@code side} rows and columns. */
    private double between(int from, int side, int zero, double x, double y) {
        int left = Math.clamp((int) Math.floor(x), 0, side - 1);
        int top = Math.clamp((int) Math.floor(y), 0, side - 1);
        int right = Math.min(left + 1, side - 1);
        int bottom = Math.min(top + 1, side - 1);
        double h = Math.clamp(x - left, 0, 1);
        double v = Math.clamp(y - top, 0, 1);
        double above = (1 - h) * level(from, side, zero, left, top) + h * level(from, side, zero, right, top);
        double below = (1 - h) * level(from, side, zero, left, bottom) + h * level(from, side, zero, right, bottom);
        return (1 - v) * above + v * below;
    }

    private int level(int from, int side, int zero, int column, int row) {
        return (bytes[from + side * row + column] & 0xFF) - zero;
    }

    /** With left and right exchanged. */
    SmallPicture mirrored() {
        byte[] mirrored = new byte[BYTES];
        mirror(mirrored, 0, SIDE);
        mirror(mirrored, LUMA_BYTES, COLOUR_SIDE);
        mirror(mirrored, LUMA_BYTES + COLOUR_BYTES, COLOUR_SIDE);
        return new SmallPicture(mirrored);
    }

    private void mirror(byte[] to, int from, int side) {
        for (int i = 0; i < side * side; i++) {
            to[from + i] = bytes[from + i / side * side + side - 1 - i % side];
        }
    }

    /** A copy of its bytes. */
    byte[] toBytes() {
        return bytes.clone();
    }
}
