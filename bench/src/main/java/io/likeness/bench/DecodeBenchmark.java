package io.likeness.bench;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.imaging.DecodeProgram;
import io.likeness.imaging.IsolatedImageDecoder;
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
import org.openjdk.jmh.annotations.TearDown;

/** Decoding a JPEG: the JDK's way, OpenCV at full scale, and the scale that the built-in network asks for, in this process and in one of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
    private static final long PIXELS = 100_000_000;
    private static final long MAX_BYTES = 32 << 20;
    // As OnnxEmbedder.inputShortSide() of an input of 224 px; more than a preview needs.
    private static final int SHORT_SIDE = 448;

    @Param({"0.2", "2", "12"})
    @SuppressWarnings("NullAway.Init")
    String megapixels;

    @SuppressWarnings("NullAway.Init")
    private byte[] jpeg;

    private final OpenCvImageDecoder decoder =
            new OpenCvImageDecoder(PIXELS, new PixelBudget(2 * PIXELS, Duration.ofSeconds(5)));

    @SuppressWarnings("NullAway.Init")
    private IsolatedImageDecoder isolated;

    @Setup
    public void draw() {
        OpenCv.load();
        isolated = new IsolatedImageDecoder(
                PIXELS,
                new PixelBudget(2 * PIXELS, Duration.ofSeconds(5)),
                DecodeProgram.ofFiles().orElseThrow().settings(1, Duration.ofSeconds(10), MAX_BYTES));
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

    @Benchmark
    public int isolatedScaled() {
        return decode(isolated, SHORT_SIDE);
    }

    @TearDown
    public void close() {
        isolated.close();
    }

    private int decode(int shortSide) {
        return decode(decoder, shortSide);
    }

    private int decode(ImageDecoder by, int shortSide) {
        try (DecodedImage image = by.decode(EncodedImage.of(jpeg), shortSide)) {
            return image.width();
        }
    }
}
