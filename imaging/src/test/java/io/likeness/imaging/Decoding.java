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
        long sum = 0;
        for (int y = 0; y < actual.height(); y++) {
            for (int x = 0; x < actual.width(); x++) {
                int a = rgb(actual, x, y);
                int b = expected.getRGB(x, y);
                sum += difference(a, b, 16) + difference(a, b, 8) + difference(a, b, 0);
            }
        }
        return sum / (3.0 * actual.width() * actual.height());
    }

    private static int largestDifference(DecodedImage actual, BufferedImage expected) {
        int largest = 0;
        for (int y = 0; y < actual.height(); y++) {
            for (int x = 0; x < actual.width(); x++) {
                int a = rgb(actual, x, y);
                int b = expected.getRGB(x, y);
                largest = Math.max(largest, difference(a, b, 16));
                largest = Math.max(largest, Math.max(difference(a, b, 8), difference(a, b, 0)));
            }
        }
        return largest;
    }

    private static int difference(int a, int b, int shift) {
        return Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
}
