package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What follows decoding: preview, preprocessing, and the network for one caller and for eight; time until a caller has its answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EmbedBenchmark {
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
                .decode(EncodedImage.of(GeneratedPictures.jpeg(0.2, 1)), Integer.MAX_VALUE);
        row = ByteBuffer.allocateDirect(bundle.preprocessing().values() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @TearDown
    public void close() {
        System.out.printf("mean batch: %.1f%n", (double) embedder.pictures() / Math.max(1, embedder.batches()));
        picture.close();
        embedder.close();
    }

    /** By OpenCV, as for the first pictures of a process. */
    @Benchmark
    public FloatBuffer preprocessFirst() {
        new OpenCvImagePreprocessor().write(picture, bundle.preprocessing(), row);
        return row;
    }

    /** As soon as many pictures came. */
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

    /** Eight callers, whose pictures gather while the network runs: the time of a picture is an eighth of what is shown. */
    @Benchmark
    @Threads(8)
    public Embedding embedByEightCallers() {
        return embedder.embed(picture).join();
    }
}
