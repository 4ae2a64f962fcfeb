package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** Decodes in tests and compares pixels. */
final class Decoding {
    static final int FULL = Integer.MAX_VALUE;

    private Decoding() {}

    static OpenCvImageDecoder decoder() {
        return new OpenCvImageDecoder(100_000_000, new PixelBudget(200_000_000, Duration.ofSeconds(5)));
    }

    static DecodedImage decode(byte[] file) {
        return decoder().decode(EncodedImage.of(file), FULL);
    }

    static ImageHeader header(byte[] file) {
        return decoder().readHeader(EncodedImage.of(file));
    }

    /** The words with which {@code file} is refused. */
    static String refusal(byte[] file) {
        var refused = catchThrowableOfType(
                Failure.UnsupportedImage.class, () -> decode(file).close());
        assertThat(refused).as("the failure").isNotNull();
        return String.valueOf(refused.getMessage());
    }

    /** Every channel of every pixel differs by at most {@code tolerance}. */
    static void assertPixels(byte[] file, BufferedImage expected, int tolerance) {
        try (DecodedImage actual = decode(file)) {
            assertSize(actual, expected.getWidth(), expected.getHeight());
            assertThat(largestDifference(actual, expected)).isLessThanOrEqualTo(tolerance);
        }
    }

    /** For lossy formats: the channels differ by at most {@code tolerance} on average. */
    static void assertAlike(byte[] file, BufferedImage expected, double tolerance) {
        try (DecodedImage actual = decode(file)) {
            assertSize(actual, expected.getWidth(), expected.getHeight());
            assertThat(meanDifference(actual, expected)).isLessThanOrEqualTo(tolerance);
        }
    }

    static void assertSize(DecodedImage image, int width, int height) {
        assertThat(image.width() + " x " + image.height()).isEqualTo(width + " x " + height);
    }

    static int rgb(DecodedImage image, int x, int y) {
        ByteBuffer pixels = image.pixels();
        int at = 3 * (y * image.width() + x);
        return (pixels.get(at) & 0xFF) << 16 | (pixels.get(at + 1) & 0xFF) << 8 | (pixels.get(at + 2) & 0xFF);
    }

    static double meanDifference(DecodedImage actual, BufferedImage expected) {
        return Arrays.stream(differences(actual, expected)).average().orElseThrow();
    }

    private static int largestDifference(DecodedImage actual, BufferedImage expected) {
        return Arrays.stream(differences(actual, expected)).max().orElseThrow();
    }

    /** How far each channel of each pixel is off. */
    private static int[] differences(DecodedImage actual, BufferedImage expected) {
        int width = actual.width();
        int height = actual.height();
        byte[] pixels = new byte[3 * width * height];
        actual.pixels().get(pixels);
        int[] colours = expected.getRGB(0, 0, width, height, null, 0, width);
        int[] differences = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int wanted = colours[i / 3] >> (16 - 8 * (i % 3)) & 0xFF;
            differences[i] = Math.abs((pixels[i] & 0xFF) - wanted);
        }
        return differences;
    }
}
