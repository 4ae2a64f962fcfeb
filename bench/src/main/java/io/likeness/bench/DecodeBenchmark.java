package io.likeness.bench;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCv;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decoding a JPEG: the JDK's way, OpenCV at full scale, and the scale that the built-in network asks for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
    private static final long PIXELS = 100_000_000;
    // As OnnxEmbedder.inputShortSide() of an input of 224 px; more than a preview needs.
    private static final int SHORT_SIDE = 448;

    @Param({"0.2", "2", "12"})
    @SuppressWarnings("NullAway.Init")
    String megapixels;

    @SuppressWarnings("NullAway.Init")
    private byte[] jpeg;

    private final OpenCvImageDecoder decoder =
            new OpenCvImageDecoder(PIXELS, new PixelBudget(2 * PIXELS, Duration.ofSeconds(5)));

    @Setup
    public void draw() {
        OpenCv.load();
        jpeg = GeneratedPictures.jpeg(Double.parseDouble(megapixels), 1);
    }

    @Benchmark
    public BufferedImage imageIo() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    @Benchmark
    public int openCvFull() {
        return decode(Integer.MAX_VALUE);
    }

    @Benchmark
    public int openCvScaled() {
        return decode(SHORT_SIDE);
    }

    private int decode(int shortSide) {
        try (DecodedImage image = decoder.decode(EncodedImage.of(jpeg), shortSide)) {
            return image.width();
        }
    }
}
