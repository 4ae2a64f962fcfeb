package io.likeness.imaging;

import static io.likeness.imaging.Decoding.decode;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenCvImagePreprocessorTest {
    private static final List<Float> MEAN = List.of(127f, 127f, 127f);
    private static final List<Float> STD = List.of(128f, 128f, 128f);

    @ParameterizedTest
    @CsvSource({
        "500, 350, true",
        "224, 224, true",
        "64, 64, false",
        "640, 120, false",
        "224, 500, true",
        "223, 500, false"
    })
    void write_stretch_isResizeThenNormalise(int width, int height, boolean shrinks) {
        Preprocessing how = stretch(224, 224, ChannelOrder.RGB, MEAN, STD);
        try (DecodedImage image = decode(encoded(scene(width, height), "png"))) {
            float[] expected = reference(image, shrinks ? INTER_AREA : INTER_LINEAR);
            assertThat(Arrays.equals(written(image, how), expected)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"2000, 1500, 288", "1200, 1600, 224", "4000, 900, 224"})
    void write_scaledDecode_isLikeFullDecode(int width, int height, int shortSide) {
        Preprocessing how = stretch(224, 224, ChannelOrder.RGB, MEAN, STD);
        EncodedImage file = EncodedImage.of(jpeg(width, height));
        try (DecodedImage full = decoder().decode(file, Integer.MAX_VALUE);
                DecodedImage scaled = decoder().decode(file, shortSide)) {
            assertThat(scaled.width()).isLessThanOrEqualTo(width / 2);
            float[] expected = written(full, how);
            float[] actual = written(scaled, how);
            double sum = 0;
            for (int i = 0; i < expected.length; i++) {
                sum += Math.abs(expected[i] - actual[i]);
            }
            // One step of 255 is 1 / 128 here.
            assertThat(sum / expected.length).isLessThan(1.0 / 128);
        }
    }

    @Test
    void write_meanAndStdOfEachChannel_followTheChannelOrder() {
        byte[] file = encoded(pixels(1, 0x0A141E), "png");
        List<Float> mean = List.of(1f, 2f, 3f);
        List<Float> std = List.of(2f, 4f, 7f);
        try (DecodedImage image = decode(file)) {
            assertThat(written(image, stretch(1, 1, ChannelOrder.RGB, mean, std)))
                    .containsExactly(new float[] {9 / 2f, 18 / 4f, 27 / 7f}, within(1e-6f));
            assertThat(written(image, stretch(1, 1, ChannelOrder.BGR, mean, std)))
                    .containsExactly(new float[] {29 / 2f, 18 / 4f, 7 / 7f}, within(1e-6f));
        }
    }

    @Test
    void write_crop_isTheMiddle() {
        // Shrunk to a half it is 4 x 2; the middle two columns are left.
        int[] row = {0x010101, 0x010101, 0x020202, 0x020202, 0x030303, 0x030303, 0x040404, 0x040404};
        BufferedImage wide = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            wide.setRGB(0, y, 8, 1, row, 0, 8);
        }
        try (DecodedImage image = decode(encoded(wide, "png"))) {
            assertThat(written(image, crop(2, 2))).containsExactly(2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3);
        }
    }

    @Test
    void write_cropOfTallIntoWide_fillsTheWidth() {
        BufferedImage tall = new BufferedImage(4, 9, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 4; x++) {
                tall.setRGB(x, y, y * 0x010101);
            }
        }
        try (DecodedImage image = decode(encoded(tall, "png"))) {
            assertThat(written(image, crop(4, 2))).startsWith(3, 3, 3, 3, 4, 4, 4, 4);
        }
    }

    @Test
    void write_rowInTheMiddleOfABatch_touchesNothingElse() {
        Preprocessing how = stretch(5, 3, ChannelOrder.RGB, MEAN, STD);
        FloatBuffer batch = direct(how.values() + 20);
        for (int i = 0; i < batch.limit(); i++) {
            batch.put(i, 99);
        }
        batch.position(10);
        try (DecodedImage image = decode(encoded(scene(50, 30), "png"))) {
            new OpenCvImagePreprocessor().write(image, how, batch);
            assertThat(batch.position()).isEqualTo(10);
            float[] all = new float[batch.capacity()];
            batch.get(0, all);
            float[] row = new float[how.values()];
            batch.get(10, row);
            assertThat(row).containsExactly(written(image, how)).doesNotContain(99);
            for (int i = 0; i < 10; i++) {
                assertThat(all[i]).isEqualTo(99);
                assertThat(all[all.length - 1 - i]).isEqualTo(99);
            }
        }
    }

    @Test
    void write_unfitRow_isRefused() {
        Preprocessing how = stretch(2, 2, ChannelOrder.RGB, MEAN, STD);
        FloatBuffer foreign = ByteBuffer.allocateDirect(48).order(swapped()).asFloatBuffer();
        try (DecodedImage image = decode(encoded(scene(50, 30), "png"))) {
            for (FloatBuffer unfit : List.of(FloatBuffer.allocate(12), direct(11), foreign)) {
                assertThatThrownBy(() -> new OpenCvImagePreprocessor().write(image, how, unfit))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** OpenCV's resize, then (x - 127) / 128 in Java. */
    private static float[] reference(DecodedImage image, int interpolation) {
        try (PointerScope _ = new PointerScope()) {
            Mat rgb = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
            Mat small = new Mat();
            resize(rgb, small, new Size(224, 224), 0, 0, interpolation);
            byte[] bytes = new byte[3 * 224 * 224];
            small.data().get(bytes);
            float[] values = new float[bytes.length];
            for (int i = 0; i < 224 * 224; i++) {
                for (int c = 0; c < 3; c++) {
                    values[c * 224 * 224 + i] = ((bytes[3 * i + c] & 0xFF) - 127) / 128f;
                }
            }
            return values;
        }
    }

    private static float[] written(DecodedImage image, Preprocessing how) {
        FloatBuffer row = direct(how.values());
        new OpenCvImagePreprocessor().write(image, how, row);
        float[] values = new float[how.values()];
        row.get(values);
        return values;
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(4 * values)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static ByteOrder swapped() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static Preprocessing stretch(int width, int height, ChannelOrder order, List<Float> mean, List<Float> std) {
        return new Preprocessing(
                width, height, Resize.STRETCH, Interpolation.AREA, Interpolation.LINEAR, order, mean, std);
    }

    private static Preprocessing crop(int width, int height) {
        return new Preprocessing(
                width,
                height,
                Resize.CROP,
                Interpolation.AREA,
                Interpolation.LINEAR,
                ChannelOrder.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f));
    }
}
