package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** From pixels to embeddings, preprocessing included: pictures per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class EmbedBenchmark {
    private final OnnxEmbedder embedder = OnnxEmbedder.open(
            ModelBundle.builtIn(),
            new OpenCvImagePreprocessor(),
            new OnnxSettings(Runtime.getRuntime().availableProcessors(), 8, Duration.ofMillis(20), 256));
    private final DecodedImage pixels = new OpenCvImageDecoder(
                    100_000_000, new PixelBudget(200_000_000, Duration.ofSeconds(10)))
            .decode(EncodedImage.of(DrawnJpeg.of(500, 400, 42)), Integer.MAX_VALUE);

    /** One caller: each picture runs alone. */
    @Benchmark
    @Threads(1)
    public Embedding batch1() {
        return embedder.embed(pixels).join();
    }

    /** Eight callers that meet in one batch. */
    @Benchmark
    @Threads(8)
    public Embedding batch8() {
        return embedder.embed(pixels).join();
    }

    /** Says how large the batches were, and frees everything. */
    @TearDown
    public void close() {
        System.out.printf("mean batch %.2f%n", (double) embedder.pictures() / embedder.batches());
        embedder.close();
        pixels.close();
    }
}
