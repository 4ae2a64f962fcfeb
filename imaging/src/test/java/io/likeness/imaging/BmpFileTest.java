package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.ints;
import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.shorts;
import static io.likeness.imaging.ByteArrays.text;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.compression;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.scene;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BmpFileTest {
    private static final int RGB = 0;
    private static final int BITFIELDS = 3;
    private static final long[] USUAL_MASKS = {0xFF0000, 0xFF00, 0xFF, 0xFF000000L};

    @Test
    void decode_24Bits_givesEveryPixel() {
        assertPixels(encoded(scene(301, 203), "bmp"), scene(301, 203), 0);
    }

    @ParameterizedTest
    @CsvSource({"1, BI_RGB", "4, BI_RGB", "8, BI_RGB", "4, BI_RLE4", "8, BI_RLE8"})
    void decode_palette_givesItsColours(int bits, String compression) throws IOException {
        byte[] file = encoded(indexed(301, 203, bits), "bmp", param -> compression(param, compression));
        assertThat(file[28]).isEqualTo((byte) bits);
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_USHORT_555_RGB, BufferedImage.TYPE_USHORT_565_RGB})
    void decode_16Bits_areSpread(int type) {
        byte[] file = encoded(scene(301, 203, type), "bmp", param -> compression(param, "BI_BITFIELDS"));
        assertThat(file[28]).isEqualTo((byte) 16);
        // The lowest bits of a value that had five come out as zero.
        assertPixels(file, scene(301, 203), 15);
    }

    @Test
    void decode_32BitsWithoutMask_ignoresTheFourthByte() {
        byte[] file = bmp(40, 2, -1, 32, RGB, octets(0, 0, 255, 0, 255, 0, 0, 128));
        assertPixels(file, pixels(2, 0xFF0000, 0x0000FF), 0);
    }

    @Test
    void decode_32BitsWithAlphaMask_isLaidOverWhite() {
        byte[] file = bmp(108, 3, 1, 32, BITFIELDS, octets(0, 0, 255, 255, 255, 0, 0, 128, 0, 255, 0, 0), USUAL_MASKS);
        assertPixels(file, pixels(3, 0xFF0000, 0x7F7FFF, 0xFFFFFF), 1);
    }

    @Test
    void decode_os2Header_isTaken() {
        byte[] header = join(ints(LITTLE_ENDIAN, 12), shorts(LITTLE_ENDIAN, 2, 1, 1, 24));
        byte[] file = join(text("BM"), ints(LITTLE_ENDIAN, 34, 0, 26), header, octets(0, 0, 255, 255, 0, 0, 0, 0));
        assertPixels(file, pixels(2, 0xFF0000, 0x0000FF), 0);
    }

    @Test
    void decode_topDown_isNotTurned() {
        byte[] file = bmp(40, 1, -2, 24, RGB, octets(0, 0, 255, 0, 255, 0, 0, 0));
        assertPixels(file, pixels(1, 0xFF0000, 0x0000FF), 0);
    }

    @Test
    void decode_unusualMasks_isRefused() {
        byte[] file = bmp(108, 1, 1, 32, BITFIELDS, octets(1, 2, 3, 4), 0xFF, 0xFF00, 0xFF0000, 0);
        assertThat(refusal(file))
                .isEqualTo("BMP with unusual colour masks is not supported, save it as baseline JPEG or as PNG");
    }

    @Test
    void decode_jpegInside_isRefused() {
        assertThat(refusal(bmp(40, 1, 1, 24, 4, octets(1, 2, 3, 4)))).contains("24 bits a pixel and compression 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 99})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = encoded(scene(301, 203), "bmp");
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .startsWith("the BMP is damaged: it ends after");
    }

    @Test
    void decode_compressedAndCutOff_isRefused() {
        byte[] whole = encoded(indexed(301, 203, 8), "bmp", param -> compression(param, "BI_RLE8"));
        assertThat(refusal(Arrays.copyOf(whole, whole.length * 2 / 3)))
                .isEqualTo("the BMP is damaged: its data cannot be decoded");
    }

    private static BufferedImage indexed(int width, int height, int bits) {
        byte[] r = new byte[1 << bits];
        byte[] g = new byte[1 << bits];
        byte[] b = new byte[1 << bits];
        for (int i = 0; i < r.length; i++) {
            r[i] = (byte) (i * 37);
            g[i] = (byte) (i * 91 + 10);
            b[i] = (byte) (i * 150 + 60);
        }
        IndexColorModel colours = new IndexColorModel(bits, r.length, r, g, b);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage image = new BufferedImage(width, height, type, colours);
        image.createGraphics().drawImage(scene(width, height), 0, 0, null);
        return image;
    }

    private static byte[] bmp(
            int headerSize, int width, int height, int bits, int compression, byte[] rows, long... masks) {
        byte[] header = join(
                ints(LITTLE_ENDIAN, headerSize, width, height),
                shorts(LITTLE_ENDIAN, 1, bits),
                ints(LITTLE_ENDIAN, compression, rows.length, 0, 0, 0, 0),
                ints(LITTLE_ENDIAN, masks));
        byte[] full = Arrays.copyOf(header, headerSize);
        int offset = 14 + headerSize;
        return join(text("BM"), ints(LITTLE_ENDIAN, offset + rows.length, 0, offset), full, rows);
    }
}
