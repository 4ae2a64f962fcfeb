package io.likeness.imaging;

import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.glass;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.DrawnPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nothing else in the process frees native memory: JavaCPP's collector is off, so what a call forgets is lost. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
final class NativeMemoryTest {
    private static final int DECODES = 5_000;
    private static final int FAILURES = 1_000;
    private static final long LIMIT = 64L << 20;
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 900;

    private final OpenCvImageDecoder decoder = Decoding.decoder();
    private final OpenCvPreviewEncoder previews = new OpenCvPreviewEncoder();
    private final OpenCvImagePreprocessor preprocessor = new OpenCvImagePreprocessor();

    @Test
    void decode_thousands_residentMemoryStays() throws IOException, InterruptedException {
        byte[] scaled = jpeg(WIDTH, HEIGHT);
        List<byte[]> others = List.of(
                encoded(glass(WIDTH, HEIGHT), "png"),
                encoded(scene(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), "bmp"),
                encoded(scene(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), "tiff"),
                ByteArrays.jpegWithExif(scaled, ByteArrays.exif(6, ByteOrder.BIG_ENDIAN)));
        work(scaled, others, 300);
        awaitWarmUp();
        work(scaled, others, 1_000);
        long before = residentBytes();
        work(scaled, others, DECODES);
        assertThat(residentBytes() - before).isLessThan(LIMIT);
    }

    @Test
    void decode_thousandFailures_residentMemoryStays() throws IOException {
        List<byte[]> damaged = List.of(
                lyingJpeg(),
                lyingWebp(),
                spoiltTiff(),
                ByteArrays.join(GifBytes.header(1000, 1000, 0), GifBytes.frame(0, 0, 1000, 1000, false, 1, 2)));
        fail(damaged, 100);
        long before = residentBytes();
        fail(damaged, FAILURES);
        assertThat(residentBytes() - before).isLessThan(LIMIT);
    }

    /** Young vector code fills the heap, which is resident from then on and no native memory. */
    private static void awaitWarmUp() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(AreaFit.WARM_UP_THREAD)) {
                thread.join();
            }
        }
    }

    private void work(byte[] scaled, List<byte[]> others, int decodes) {
        Preprocessing how = new Preprocessing(
                224,
                224,
                Resize.STRETCH,
                Interpolation.AREA,
                Interpolation.LINEAR,
                ChannelOrder.RGB,
                List.of(127f, 127f, 127f),
                List.of(128f, 128f, 128f));
        FloatBuffer row = ByteBuffer.allocateDirect(4 * how.values())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < decodes; i++) {
            byte[] file = i % 10 == 0 ? others.get(i / 10 % others.size()) : scaled;
            try (DecodedImage image = decoder.decode(EncodedImage.of(file), 288)) {
                preprocessor.write(image, how, row);
                if (i % 20 == 0) {
                    previews.encode(image);
                    image.crop(Region.WHOLE).close();
                }
            }
        }
    }

    private void fail(List<byte[]> damaged, int failures) {
        for (int i = 0; i < failures; i++) {
            EncodedImage file = EncodedImage.of(damaged.get(i % damaged.size()));
            assertThatThrownBy(() -> decoder.decode(file, 288).close()).isInstanceOf(Failure.UnsupportedImage.class);
        }
    }

    private static byte[] lyingJpeg() {
        byte[] file = jpeg(WIDTH, HEIGHT);
        file[ByteArrays.indexOf(file, ByteArrays.octets(0xFF, 0xC0)) + 5] = 4;
        return file;
    }

    private static byte[] lyingWebp() {
        byte[] file = webp(scene(WIDTH, HEIGHT), 80);
        file[29] = 4;
        return file;
    }

    private static byte[] spoiltTiff() {
        byte[] file = encoded(
                scene(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR),
                "tiff",
                param -> DrawnPictures.compression(param, "LZW"));
        Arrays.fill(file, file.length / 3, file.length / 2, (byte) 0x81);
        return file;
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
}
