package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.PixelBudget;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built-in network with the decoder and preprocessor of the server. The golden vectors were computed with OpenCV and ONNX Runtime in Python. */
@TestInstance(Lifecycle.PER_CLASS)
class LikenessV0Test {
    private final OpenCvImageDecoder decoder =
            new OpenCvImageDecoder(100_000_000, new PixelBudget(200_000_000, Duration.ofSeconds(10)));
    private OnnxEmbedder embedder;
    private JsonNode golden;

    @BeforeAll
    void open() throws IOException {
        embedder = OnnxEmbedder.open(ModelBundle.builtIn(), new OpenCvImagePreprocessor(), OnnxSettings.defaults());
        golden = JsonMapper.shared().readTree(resource("vectors.json"));
    }

    @AfterAll
    void close() {
        embedder.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "circles-350x500",
                "gradient-400x300",
                "noise-224x224",
                "small-64x64",
                "soft-1300x900",
                "text-640x120"
            })
    void embed_goldenPicture_agreesWithItsVector(String name) throws IOException {
        JsonNode values = golden.get(name);
        float[] expected = new float[values.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = values.get(i).floatValue();
        }
        Embedding found = embed(EncodedImage.of(resource(name + ".png")), embedder.inputShortSide());
        assertThat(found.cosine(Embedding.ofUnit(expected))).isGreaterThanOrEqualTo(0.9999);
    }

    @ParameterizedTest
    @CsvSource({
        "320, 240, 1",
        "640, 480, 2",
        "500, 900, 3",
        "1400, 1000, 4",
        "1799, 1797, 5",
        "1800, 1797, 10",
        "907, 921, 101",
        "1926, 2234, 102",
        "2600, 1900, 6",
        "4000, 3000, 7",
        "3000, 4000, 8",
        "6000, 2000, 9"
    })
    void embed_scaledAndFullDecode_areTheSamePicture(int width, int height, long seed) throws IOException {
        EncodedImage jpeg = EncodedImage.of(drawn(width, height, seed));
        Embedding scaled = embed(jpeg, embedder.inputShortSide());
        Embedding full = embed(jpeg, Integer.MAX_VALUE);
        assertThat(scaled.cosine(full)).as("seed %d", seed).isGreaterThanOrEqualTo(0.99);
    }

    private Embedding embed(EncodedImage image, int shortSide) {
        try (DecodedImage pixels = decoder.decode(image, shortSide)) {
            return embedder.embed(pixels).join();
        }
    }

    /** A JPEG of shapes, lines, combs and grain, from coarse to single pixels. */
    private static byte[] drawn(int width, int height, long seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        pen.fillRect(0, 0, width, height);
        for (int i = 0; i < 40; i++) {
            pen.setColor(colour(random));
            pen.setStroke(new BasicStroke(1 + random.nextInt(width / 40)));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int size = 2 + random.nextInt(width / 4);
            switch (i % 4) {
                case 0 -> pen.fillOval(x, y, size, size);
                case 1 -> pen.drawLine(x, y, random.nextInt(width), random.nextInt(height));
                case 2 -> pen.drawRect(x, y, size, size / 2);
                // In place of letters: fonts differ from machine to machine, and some have none.
                default -> drawComb(pen, x, y, size);
            }
        }
        pen.dispose();
        for (int i = 0; i < width * height / 8; i++) {
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt(0x1000000));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static void drawComb(Graphics2D pen, int x, int y, int size) {
        for (int tooth = 0; tooth < 8; tooth++) {
            pen.fillRect(x + tooth * size / 8, y, 1 + size / 20, 3 + size / 8);
        }
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(0x1000000));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream bytes = LikenessV0Test.class.getResourceAsStream("golden/" + name)) {
            assertThat(bytes).as(name).isNotNull();
            return bytes.readAllBytes();
        }
    }
}
