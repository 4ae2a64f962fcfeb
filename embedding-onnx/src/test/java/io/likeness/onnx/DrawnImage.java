package io.likeness.onnx;

import io.likeness.image.DecodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.Region;
import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;

/** Pixels from a formula. */
final class DrawnImage implements DecodedImage {
    private final int width;
    private final int height;
    private final ByteBuffer pixels;

    /** @param colour 0xRRGGBB of column x and row y */
    DrawnImage(int width, int height, IntBinaryOperator colour) {
        this.width = width;
        this.height = height;
        this.pixels = ByteBuffer.allocateDirect(3 * width * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = colour.applyAsInt(x, y);
                pixels.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        pixels.clear();
    }

    static DrawnImage ofOneColour(int rgb) {
        return new DrawnImage(32, 32, (x, y) -> rgb);
    }

    @Override
    public ImageHeader header() {
        return new ImageHeader(ImageType.PNG, width, height);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public ByteBuffer pixels() {
        return pixels;
    }

    @Override
    public DecodedImage crop(Region region) {
        int left = region.left(width);
        int top = region.top(height);
        return new DrawnImage(region.columns(width), region.rows(height), (x, y) -> {
            int at = 3 * ((top + y) * width + left + x);
            return (pixels.get(at) & 0xff) << 16 | (pixels.get(at + 1) & 0xff) << 8 | (pixels.get(at + 2) & 0xff);
        });
    }

    @Override
    public void close() {
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) 0);
        }
    }
}
