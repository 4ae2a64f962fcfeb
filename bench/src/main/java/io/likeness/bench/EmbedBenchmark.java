package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.PreviewEncoder;
import io.likeness.imaging.OpenCv;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What follows decoding: preview, preprocessing, and the network alone and in batches; time of one picture. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EmbedBenchmark {
    private static final int BATCH = 8;
    private static final long PIXELS = 100_000_000;

    private final ModelBundle bundle = ModelBundle.builtIn();
    private final OpenCvImagePreprocessor preprocessor = new OpenCvImagePreprocessor();
    private final OpenCvPreviewEncoder previews = new OpenCvPreviewEncoder();

    @SuppressWarnings("NullAway.Init")
    private OnnxEmbedder embedder;

    @SuppressWarnings("NullAway.Init")
    private DecodedImage picture;

    @SuppressWarnings("NullAway.Init")
    private FloatBuffer row;

    @Setup
    public void open() {
        OpenCv.load();
        embedder = OnnxEmbedder.open(bundle, preprocessor, OnnxSettings.defaults());
        picture = new OpenCvImageDecoder(PIXELS, new PixelBudget(2 * PIXELS, Duration.ofSeconds(5)))
                .decode(EncodedImage.of(GeneratedPictures.jpeg(0.2, 1)), PreviewEncoder.SHORT_SIDE);
        row = ByteBuffer.allocateDirect(bundle.preprocessing().values() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @TearDown
    public void close() {
        picture.close();
        embedder.close();
    }

    @Benchmark
    public FloatBuffer preprocess() {
        preprocessor.write(picture, bundle.preprocessing(), row);
        return row;
    }

    @Benchmark
    public byte[] encodePreview() {
        return previews.encode(picture);
    }

    @Benchmark
    public Embedding embedAlone() {
        return embedder.embed(picture).join();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Embedding> embedEightAtOnce() {
        List<CompletableFuture<Embedding>> all =
                IntStream.range(0, BATCH).mapToObj(_ -> embedder.embed(picture)).toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
