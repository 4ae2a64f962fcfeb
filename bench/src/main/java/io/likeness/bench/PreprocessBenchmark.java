package io.likeness.bench;

import io.likeness.embedding.Preprocessing;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From the pixels of a picture of 750 × 563, as scaled decoding leaves them, to the network's input. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PreprocessBenchmark {
    private final Preprocessing how = ModelBundle.builtIn().preprocessing();
    private final OpenCvImagePreprocessor preprocessor = new OpenCvImagePreprocessor();
    private final FloatBuffer row = ByteBuffer.allocateDirect(how.values() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private final DecodedImage pixels = new OpenCvImageDecoder(
                    100_000_000, new PixelBudget(200_000_000, Duration.ofSeconds(10)))
            .decode(EncodedImage.of(DrawnJpeg.of(750, 563, 42)), Integer.MAX_VALUE);

    /** Resizes and normalises. */
    @Benchmark
    public float write() {
        preprocessor.write(pixels, how, row);
        return row.get(0);
    }

    /** Frees the pixels. */
    @TearDown
    public void close() {
        pixels.close();
    }
}
