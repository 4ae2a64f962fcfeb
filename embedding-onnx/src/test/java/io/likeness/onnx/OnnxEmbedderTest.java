package io.likeness.onnx;

import static io.likeness.onnx.ColourNetwork.colours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.onnx.ModelDescription.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brings networks of its own, none of them like the built-in one. */
class OnnxEmbedderTest {
    private static final OnnxSettings SETTINGS = new OnnxSettings(2, 4, 16);

    @TempDir
    Path temp;

    private OnnxEmbedder open(String description, ColourNetwork network) {
        Path folder = BundleFolder.write(temp.resolve("bundle"), description, network.toByteArray());
        return OnnxEmbedder.open(ModelBundle.load(folder), new NearestPreprocessor(), SETTINGS);
    }

    private static Embedding expected(int rgb, int dimension) {
        double[] bgr = {
            ((rgb & 0xFF) - 10) / 50.0, (((rgb >> 8) & 0xFF) - 20) / 60.0, (((rgb >> 16) & 0xFF) - 30) / 70.0
        };
        float[] product = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            for (int channel = 0; channel < 3; channel++) {
                product[i] += (float) (bgr[channel] * ColourNetwork.weight(channel, i));
            }
        }
        return Embedding.normalised(product);
    }

    private static void assertSame(Embedding found, Embedding expected) {
        assertThat(found.dimension()).isEqualTo(expected.dimension());
        for (int i = 0; i < expected.dimension(); i++) {
            assertThat(found.value(i)).isCloseTo(expected.value(i), within(1e-5f));
        }
    }

    @Test
    void embed_ownNetwork_answersItsUnitVector() throws Exception {
        try (OnnxEmbedder embedder = open(BundleFolder.DESCRIPTION, colours())) {
            assertThat(embedder.inputShortSide()).isEqualTo(64);
            assertThat(embedder.fingerprint().dimension()).isEqualTo(5);
            assertThat(embedder.fingerprint().name()).isEqualTo("colour");
            Embedding found = embedder.embed(DrawnImage.ofOneColour(0xC86432)).get();
            assertSame(found, expected(0xC86432, 5));
        }
    }

    @Test
    void embed_cropOfAWidePicture_seesItsMiddleOnly() throws Exception {
        DrawnImage wide = new DrawnImage(192, 64, (x, y) -> x >= 64 && x < 128 ? 0x20E050 : 0xFFFFFF);
        try (OnnxEmbedder embedder = open(BundleFolder.DESCRIPTION, colours())) {
            assertSame(embedder.embed(wide).get(), expected(0x20E050, 5));
        }
    }

    @Test
    void embed_inputThatIsNoSquareAndLargeDimension_works() throws Exception {
        String description = BundleFolder.DESCRIPTION
                .replace("\"width\": 32, \"height\": 32", "\"width\": 48, \"height\": 20")
                .replace("\"dimension\": 5", "\"dimension\": 4096");
        ColourNetwork network = colours().size(48, 20).dimension(4096);
        try (OnnxEmbedder embedder = open(description, network)) {
            assertThat(embedder.inputShortSide()).isEqualTo(96);
            assertSame(embedder.embed(DrawnImage.ofOneColour(0x112233)).get(), expected(0x112233, 4096));
        }
    }

    @Test
    void embed_channelsLast_answersTheSame() throws Exception {
        String description = BundleFolder.DESCRIPTION.replace("NCHW", "nhwc");
        DrawnImage halves = new DrawnImage(32, 32, (x, y) -> y < 16 ? 0x4080C0 : 0x80C0FF);
        try (OnnxEmbedder first = open(BundleFolder.DESCRIPTION, colours());
                OnnxEmbedder last = open(description, colours().layout(Layout.NHWC))) {
            assertSame(last.embed(halves).get(), first.embed(halves).get());
        }
    }

    @Test
    void embed_imageClosedAtOnce_hasBeenRead() throws Exception {
        try (OnnxEmbedder embedder = open(BundleFolder.DESCRIPTION, colours())) {
            DrawnImage image = DrawnImage.ofOneColour(0xC86432);
            var answer = embedder.embed(image);
            image.close();
            assertSame(answer.get(), expected(0xC86432, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void open_batchOfOneOrFree_runsBatchesThatFit(long batch) throws Exception {
        try (OnnxEmbedder embedder = open(BundleFolder.DESCRIPTION, colours().batch(batch))) {
            var first = embedder.embed(DrawnImage.ofOneColour(0xC86432));
            var second = embedder.embed(DrawnImage.ofOneColour(0x2244FF));
            assertSame(first.get(), expected(0xC86432, 5));
            assertSame(second.get(), expected(0x2244FF, 5));
        }
    }

    /** A network that is not as described, and two parts of the message that says so. */
    record Wrong(String name, ColourNetwork network, String found, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Wrong> wrongNetworks() {
        return List.of(
                new Wrong("input name", colours().names("picture", "features"), "[picture]", "input.name"),
                new Wrong("output name", colours().names("image", "vector"), "[vector]", "output.name"),
                new Wrong("size", colours().size(48, 32), "[n, 3, 32, 48]", "[n, 3, 32, 32]"),
                new Wrong("layout", colours().layout(Layout.NHWC), "[n, 32, 32, 3]", "input.layout"),
                new Wrong("batch", colours().batch(3), "[3, 3, 32, 32]", "n is 1 or free"),
                new Wrong("dimension", colours().dimension(7), "[2, 7]", "[2, 5] (output.dimension)"),
                new Wrong("not finite", colours().lastStep("Log"), "not finite", "features"),
                new Wrong("doubles", colours().answeringDoubles(), "DOUBLE", "float32"));
    }

    @ParameterizedTest
    @MethodSource("wrongNetworks")
    void open_networkNotAsDescribed_isRefusedWithFoundAndExpected(Wrong wrong) {
        assertThatThrownBy(() -> open(BundleFolder.DESCRIPTION, wrong.network))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(
                        temp.resolve("bundle").resolve("colour.onnx").toString())
                .hasMessageContaining(wrong.found)
                .hasMessageContaining(wrong.expected);
    }

    @Test
    void open_promisedUnitLengthNotKept_isRefused() {
        String description = BundleFolder.DESCRIPTION.replace("\"normalised\": false", "\"normalised\": true");
        assertThatThrownBy(() -> open(description, colours()))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("output.normalised");
    }

    @Test
    void open_fileThatIsNoNetwork_isRefusedByName() {
        Path folder = BundleFolder.write(temp.resolve("bundle"), BundleFolder.DESCRIPTION, new byte[] {1, 2, 3, 4});
        ModelBundle bundle = ModelBundle.load(folder);
        assertThatThrownBy(() -> OnnxEmbedder.open(bundle, new NearestPreprocessor(), SETTINGS))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(folder.resolve("colour.onnx").toString());
    }

    @Test
    void embed_answerNotFinite_failsForThatPictureOnly() throws Exception {
        // The product of a black picture is 0, and its reciprocal infinite.
        String bright = BundleFolder.DESCRIPTION.replace("[10, 20, 30]", "[0, 0, 0]");
        ColourNetwork reciprocal = colours().dimension(1).lastStep("Reciprocal");
        String description = bright.replace("\"dimension\": 5", "\"dimension\": 1");
        try (OnnxEmbedder embedder = open(description, reciprocal)) {
            var black = embedder.embed(DrawnImage.ofOneColour(0));
            var white = embedder.embed(DrawnImage.ofOneColour(0xFFFFFF));
            assertThatThrownBy(black::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("not finite");
            assertThat(white.get().dimension()).isEqualTo(1);
        }
    }

    @Test
    void embed_answerOfZeros_refusesThePicture() {
        String description = BundleFolder.DESCRIPTION.replace("[10, 20, 30]", "[0, 0, 0]");
        try (OnnxEmbedder embedder = open(description, colours())) {
            assertThatThrownBy(() -> embedder.embed(DrawnImage.ofOneColour(0)).get())
                    .cause()
                    .isInstanceOf(Failure.UnsupportedImage.class)
                    .hasMessageContaining("colour");
        }
    }

    @Test
    void embed_preprocessorThrows_passesItOnAndGivesThePlaceBack() throws Exception {
        Path folder = BundleFolder.write(
                temp.resolve("bundle"), BundleFolder.DESCRIPTION, colours().toByteArray());
        OnnxSettings onePlace = new OnnxSettings(1, 4, 1);
        var preprocessor = new NearestPreprocessor();
        try (OnnxEmbedder embedder = OnnxEmbedder.open(
                ModelBundle.load(folder),
                (image, how, row) -> {
                    if (image.width() == 1) {
                        throw new IllegalStateException("too narrow");
                    }
                    preprocessor.write(image, how, row);
                },
                onePlace)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> embedder.embed(new DrawnImage(1, 1, (x, y) -> 0)))
                        .hasMessage("too narrow");
            }
            assertSame(embedder.embed(DrawnImage.ofOneColour(0xC86432)).get(), expected(0xC86432, 5));
        }
    }
}
