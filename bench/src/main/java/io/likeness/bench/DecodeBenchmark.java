package io.likeness.bench;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a JPEG to pixels, with the JDK's decoder, with OpenCV in full, and at the scale that the network needs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    /** Columns × rows: 0.2, 2 and 12 million pixels. */
    @Param({"500x400", "1600x1250", "4000x3000"})
    @SuppressWarnings("NullAway.Init") // Set by JMH.
    String size;

    private final OpenCvImageDecoder decoder =
            new OpenCvImageDecoder(100_000_000, new PixelBudget(200_000_000, Duration.ofSeconds(10)));
    private final int shortSide = 2 * ModelBundle.builtIn().preprocessing().width();
    private byte[] bytes = {};
    private EncodedImage jpeg = EncodedImage.of(bytes);

    /** Draws the picture. */
    @Setup
    public void draw() {
        int x = size.indexOf('x');
        bytes = DrawnJpeg.of(Integer.parseInt(size, 0, x, 10), Integer.parseInt(size, x + 1, size.length(), 10), 42);
        jpeg = EncodedImage.of(bytes);
    }

    /** {@code javax.imageio}. */
    @Benchmark
    public BufferedImage imageIo() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** OpenCV, all pixels. */
    @Benchmark
    public int openCvFull() {
        return decode(Integer.MAX_VALUE);
    }

    /** OpenCV, at the scale that the built-in network asks for. */
    @Benchmark
    public int openCvScaled() {
        return decode(shortSide);
    }

    private int decode(int atLeast) {
        try (DecodedImage pixels = decoder.decode(jpeg, atLeast)) {
            return pixels.width();
        }
    }
}
