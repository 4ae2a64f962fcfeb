package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

final class AreaFitTest {
    private static final List<Float> MEAN = List.of(1f, 2f, 3f);
    private static final List<Float> STD = List.of(2f, 4f, 8f);

    private final SplittableRandom random = new SplittableRandom(7);

    private static Preprocessing how(int width, int height, Resize resize, ChannelOrder order) {
        return new Preprocessing(width, height, resize, Interpolation.AREA, Interpolation.LINEAR, order, MEAN, STD);
    }

    private ByteBuffer noise(int width, int height) {
        byte[] bytes = new byte[3 * width * height];
        random.nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    }

    private static FloatBuffer row(Preprocessing how) {
        return ByteBuffer.allocateDirect(Float.BYTES * how.values())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** How many values differ from OpenCV's, none of them by more than one of 255. */
    private static int differences(
            ByteBuffer rgb, int width, int height, int targetWidth, int targetHeight, Preprocessing how, String name) {
        FloatBuffer row = row(how);
        AreaFit.write(rgb, width, height, targetWidth, targetHeight, how, row);
        byte[] expected = new byte[3 * targetWidth * targetHeight];
        try (PointerScope _ = new PointerScope()) {
            Mat small = new Mat();
            resize(
                    new Mat(height, width, CV_8UC3, new BytePointer(rgb)),
                    small,
                    new Size(targetWidth, targetHeight),
                    0,
                    0,
                    INTER_AREA);
            small.data().get(expected);
        }
        int left = (targetWidth - how.width()) / 2;
        int top = (targetHeight - how.height()) / 2;
        int differences = 0;
        for (int plane = 0; plane < 3; plane++) {
            int channel = how.channelOrder() == ChannelOrder.RGB ? plane : 2 - plane;
            for (int y = 0; y < how.height(); y++) {
                for (int x = 0; x < how.width(); x++) {
                    float value = row.get((plane * how.height() + y) * how.width() + x);
                    float found = value * STD.get(plane) + MEAN.get(plane);
                    int wanted = expected[3 * ((top + y) * targetWidth + left + x) + channel] & 0xFF;
                    assertThat(Math.abs(found - wanted)).as(name).isLessThan(1.001f);
                    differences += Math.abs(found - wanted) > 0.001f ? 1 : 0;
                }
            }
        }
        return differences;
    }

    @Test
    void write_sizesAtRandom_isAsOpenCvDoesUpToHalves() {
        int differences = 0;
        int values = 0;
        for (int i = 0; i < 60; i++) {
            int targetWidth = 16 + random.nextInt(230);
            int targetHeight = 1 + random.nextInt(230);
            int width = targetWidth + random.nextInt(i % 2 == 0 ? targetWidth : 5 * targetWidth);
            int height = targetHeight + random.nextInt(i % 3 == 0 ? 3 * targetHeight : targetHeight);
            ChannelOrder order = random.nextBoolean() ? ChannelOrder.RGB : ChannelOrder.BGR;
            Preprocessing how = how(targetWidth, targetHeight, Resize.STRETCH, order);
            if (AreaFit.isFor(width, height, targetWidth, targetHeight, how)) {
                String name = width + " x " + height + " to " + targetWidth + " x " + targetHeight;
                differences += differences(noise(width, height), width, height, targetWidth, targetHeight, how, name);
                values += how.values();
            }
        }
        assertThat(values).isGreaterThan(1_000_000);
        assertThat(differences).isLessThan(values / 2000);
    }

    @Test
    void write_crop_isTheMiddleOfTheWhole() {
        Preprocessing how = how(224, 224, Resize.CROP, ChannelOrder.RGB);
        assertThat(differences(noise(500, 375), 500, 375, 299, 224, how, "crop"))
                .isLessThan(100);
    }

    @Test
    void isFor_wholeNumbersOrEnlarging_leavesThemToOpenCv() {
        Preprocessing how = how(224, 224, Resize.STRETCH, ChannelOrder.RGB);
        assertThat(AreaFit.isFor(500, 375, 224, 224, how)).isTrue();
        assertThat(AreaFit.isFor(448, 672, 224, 224, how)).isFalse();
        assertThat(AreaFit.isFor(448, 223, 224, 224, how)).isFalse();
        assertThat(AreaFit.isFor(500, 375, 8, 8, how(8, 8, Resize.STRETCH, ChannelOrder.RGB)))
                .isFalse();
    }

    @Test
    void seen_manyPictures_becomesWarm() throws InterruptedException {
        AreaFit fit = new AreaFit();
        for (int i = 1; i < AreaFit.PICTURES_BEFORE_WARM_UP; i++) {
            fit.seen();
        }
        assertThat(fit.isWarm()).isFalse();
        fit.seen();
        for (int i = 0; i < 6000 && !fit.isWarm(); i++) {
            Thread.sleep(50);
        }
        assertThat(fit.isWarm()).isTrue();
    }
}
