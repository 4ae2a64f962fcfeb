package io.likeness.evaluation;

import io.likeness.image.DecodedImage;
import java.nio.ByteBuffer;

/**
 * Pixels in memory, for drawing edited copies. Mutable; used by one thread at a time.
 *
 * <p>Plain arrays and not Java2D, so that an edit is the same on every machine, with or without fonts and a display.
 */
final class Raster {
    private final int width;
    private final int height;
    /** Rows top-down, R,G,B of 0 to 255 each. */
    private final float[] values;

    Raster(int width, int height, int rgb) {
        this.width = width;
        this.height = height;
        this.values = new float[3 * width * height];
        fill(0, 0, width, height, rgb);
    }

    static Raster of(DecodedImage image) {
        Raster copy = new Raster(image.width(), image.height(), 0);
        ByteBuffer pixels = image.pixels();
        for (int i = 0; i < copy.values.length; i++) {
            copy.values[i] = pixels.get(i) & 0xFF;
        }
        return copy;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Channel {@code channel} (0 red, 1 green, 2 blue) of column {@code x} and row {@code y}. */
    float get(int x, int y, int channel) {
        return values[3 * (y * width + x) + channel];
    }

    void set(int x, int y, int channel, float value) {
        values[3 * (y * width + x) + channel] = value;
    }

    /** The channel rounded and cut to 0 to 255. */
    int level(int x, int y, int channel) {
        return Math.clamp(Math.round(get(x, y, channel)), 0, 255);
    }

    /** Fills the part of a rectangle that lies within the picture with 0xRRGGBB. */
    void fill(int left, int top, int columns, int rows, int rgb) {
        for (int y = Math.max(top, 0); y < Math.min(top + rows, height); y++) {
            for (int x = Math.max(left, 0); x < Math.min(left + columns, width); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    set(x, y, channel, (rgb >> (16 - 8 * channel)) & 0xFF);
                }
            }
        }
    }

    /** Lays {@code picture} over this one, as far as it lies within. */
    void paste(Raster picture, int left, int top) {
        for (int y = 0; y < Math.min(picture.height, height - top); y++) {
            for (int x = 0; x < Math.min(picture.width, width - left); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    set(left + x, top + y, channel, picture.get(x, y, channel));
                }
            }
        }
    }
}
