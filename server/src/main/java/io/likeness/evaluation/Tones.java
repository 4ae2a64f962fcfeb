package io.likeness.evaluation;

import java.awt.Color;

/** Edits that change colours or draw over pixels. The pictures given are left as they are. */
final class Tones {
    private static final int WHITE = 0xFFFFFF;
    private static final int BOXES = 3;
    private static final int RED = 0xD01818;
    /** L, I, K, E in five rows of three columns each; a bit is a dot, the leftmost the highest. */
    private static final int[][] LETTERS = {
        {0b100, 0b100, 0b100, 0b100, 0b111},
        {0b111, 0b010, 0b010, 0b010, 0b111},
        {0b101, 0b110, 0b100, 0b110, 0b101},
        {0b111, 0b100, 0b110, 0b100, 0b111}
    };

    private Tones() {}

    static Raster bars(Raster from) {
        Raster barred = copy(from);
        int thickness = Math.max(1, from.height() / 22);
        for (int bar = 0; bar < 6; bar++) {
            int top = bar * from.height() / 6;
            barred.fill(0, top, from.width(), thickness, WHITE);
            write(barred, top, thickness);
        }
        return barred;
    }

    private static void write(Raster onto, int top, int thickness) {
        int dot = Math.max(1, thickness / 6);
        for (int letter = 0; letter < 5 * LETTERS.length; letter++) {
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 3; column++) {
                    if ((LETTERS[letter % LETTERS.length][row] & (4 >> column)) != 0) {
                        onto.fill((4 * letter + column + 1) * dot, top + (row + 1) * dot, dot, dot, RED);
                    }
                }
            }
        }
    }

    /** Luma as JPEG and television define it (ITU-R BT.601). */
    static Raster grey(Raster from, float contrast) {
        Raster grey = new Raster(from.width(), from.height(), 0);
        double sum = 0;
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                sum += luma(from, x, y);
            }
        }
        float mean = (float) (sum / from.width() / from.height());
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                float value = Math.clamp(mean + contrast * (luma(from, x, y) - mean), 0f, 255f);
                for (int channel = 0; channel < 3; channel++) {
                    grey.set(x, y, channel, value);
                }
            }
        }
        return grey;
    }

    private static float luma(Raster from, int x, int y) {
        return 0.299f * from.get(x, y, 0) + 0.587f * from.get(x, y, 1) + 0.114f * from.get(x, y, 2);
    }

    static Raster turnHue(Raster from, float turn) {
        Raster turned = new Raster(from.width(), from.height(), 0);
        float[] hsb = new float[3];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                Color.RGBtoHSB(from.level(x, y, 0), from.level(x, y, 1), from.level(x, y, 2), hsb);
                turned.fill(x, y, 1, 1, Color.HSBtoRGB(hsb[0] + turn, hsb[1], hsb[2]));
            }
        }
        return turned;
    }

    /**
     * Three box filters one after the other, which together are close to a Gaussian, as Pillow's {@code GaussianBlur} does it (P. Gwosdek et al.,
     * Theoretical Foundations of Gaussian Convolution by Extended Box Filtering, 2011). Beyond an edge its last pixel goes on.
     */
    static Raster blur(Raster from, double sigma) {
        float[] box = extendedBox(sigma);
        Raster blurred = from;
        for (int pass = 0; pass < BOXES; pass++) {
            blurred = blurred(blurred, box, 1, 0);
        }
        for (int pass = 0; pass < BOXES; pass++) {
            blurred = blurred(blurred, box, 0, 1);
        }
        return blurred;
    }

    /** A box of odd length with lighter ends, whose variance is a third of the Gaussian's. */
    private static float[] extendedBox(double sigma) {
        double variance = sigma * sigma / BOXES;
        int radius = (int) ((Math.sqrt(12 * variance + 1) - 1) / 2);
        double length = 2 * radius + 1;
        double end = length * (radius * (radius + 1) - 3 * variance) / (6 * (variance - (radius + 1.0) * (radius + 1)));
        float[] box = new float[2 * radius + 3];
        for (int i = 0; i < box.length; i++) {
            boolean isEnd = i == 0 || i == box.length - 1;
            box[i] = (float) ((isEnd ? end : 1) / (length + 2 * end));
        }
        return box;
    }

    private static Raster blurred(Raster from, float[] weights, int stepX, int stepY) {
        Raster blurred = new Raster(from.width(), from.height(), 0);
        int radius = weights.length / 2;
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    float sum = 0;
                    for (int i = -radius; i <= radius; i++) {
                        int otherX = Math.clamp(x + (long) i * stepX, 0, from.width() - 1);
                        int otherY = Math.clamp(y + (long) i * stepY, 0, from.height() - 1);
                        sum += weights[i + radius] * from.get(otherX, otherY, channel);
                    }
                    blurred.set(x, y, channel, sum);
                }
            }
        }
        return blurred;
    }

    private static Raster copy(Raster from) {
        Raster copy = new Raster(from.width(), from.height(), 0);
        copy.paste(from, 0, 0);
        return copy;
    }
}
