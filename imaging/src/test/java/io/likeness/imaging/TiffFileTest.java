package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.shorts;
import static io.likeness.imaging.Decoding.assertAlike;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.compression;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.glass;
import static io.likeness.imaging.DrawnPictures.glassOverWhite;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.scene;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TiffFileTest {
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int PLANAR = 284;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    static Stream<ByteOrder> orders() {
        return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LZW", "ZLib", "Deflate", "PackBits"})
    void decode_losslessCompression_givesEveryPixel(String compression) {
        byte[] file = encoded(scene(301, 203, BufferedImage.TYPE_3BYTE_BGR), "tiff", param -> {
            if (!compression.isEmpty()) {
                compression(param, compression);
            }
        });
        assertPixels(file, scene(301, 203), 0);
    }

    @Test
    void decode_jpegInside_givesColours() {
        byte[] file =
                encoded(scene(304, 208, BufferedImage.TYPE_3BYTE_BGR), "tiff", param -> compression(param, "JPEG"));
        assertAlike(file, scene(304, 208), 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6", "LZW"})
    void decode_blackAndWhite_givesEveryPixel(String compression) throws IOException {
        byte[] file = encoded(
                scene(301, 203, BufferedImage.TYPE_BYTE_BINARY), "tiff", param -> compression(param, compression));
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @Test
    void decode_palette_givesItsColours() throws IOException {
        byte[] file = encoded(scene(301, 203, BufferedImage.TYPE_BYTE_INDEXED), "tiff");
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @Test
    void decode_tiled_givesEveryPixel() {
        byte[] file = encoded(scene(301, 203, BufferedImage.TYPE_3BYTE_BGR), "tiff", param -> {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(64, 48, 0, 0);
        });
        assertPixels(file, scene(301, 203), 0);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void decode_rgb_eitherByteOrder(ByteOrder order) {
        byte[] file = new TiffBytes(order, 2, 1, 3, 8, octets(255, 0, 0, 1, 2, 3)).file();
        assertPixels(file, pixels(2, 0xFF0000, 0x010203), 0);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void decode_rgb16_isReducedTo8(ByteOrder order) {
        byte[] strip = shorts(order, 0xFFFF, 0x8080, 0, 0x1212, 0x3434, 0x5656);
        assertPixels(new TiffBytes(order, 2, 1, 3, 16, strip).file(), pixels(2, 0xFF8000, 0x123456), 1);
    }

    @Test
    void decode_grey16_isReducedTo8() {
        byte[] strip = shorts(LITTLE_ENDIAN, 0xFFFF, 0x8080);
        assertPixels(new TiffBytes(LITTLE_ENDIAN, 2, 1, 1, 16, strip).file(), pixels(2, 0xFFFFFF, 0x808080), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void decode_grey_eitherPolarity(int blackIsZero) {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 2, 1, 1, 8, octets(0, 200))
                .with(PHOTOMETRIC, blackIsZero)
                .file();
        assertPixels(file, blackIsZero == 1 ? pixels(2, 0, 0xC8C8C8) : pixels(2, 0xFFFFFF, 0x373737), 0);
    }

    @Test
    void decode_alpha_isLaidOverWhite() {
        byte[] file = encoded(glass(300, 40), "tiff", param -> compression(param, "LZW"));
        assertPixels(file, glassOverWhite(300, 40), 1);
    }

    @Test
    void decode_premultipliedAlpha_isLaidOverWhite() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 3, 1, 4, 8, octets(255, 0, 0, 255, 0, 0, 128, 128, 0, 0, 0, 0))
                .with(EXTRA_SAMPLES, 1)
                .file();
        assertPixels(file, pixels(3, 0xFF0000, 0x7F7FFF, 0xFFFFFF), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void decode_alpha16_isLaidOverWhite(int extraSample) {
        int blue = extraSample == 1 ? 0x8080 : 0xFFFF;
        byte[] strip = shorts(LITTLE_ENDIAN, 0, 0, blue, 0x8080, 0, 0, 0, 0);
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 2, 1, 4, 16, strip)
                .with(EXTRA_SAMPLES, extraSample)
                .file();
        assertPixels(file, pixels(2, 0x7F7FFF, 0xFFFFFF), 1);
    }

    @Test
    void decode_cmyk_givesColours() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 2, 1, 4, 8, octets(0, 255, 255, 0, 0, 0, 0, 255))
                .with(PHOTOMETRIC, 5)
                .file();
        assertPixels(file, pixels(2, 0xFF0000, 0x000000), 1);
    }

    @Test
    void decode_stripsMissing_isRefused() {
        byte[] strip = octets(255, 1, 0, 2, 0, 3);
        byte[] file =
                new TiffBytes(LITTLE_ENDIAN, 2, 1, 3, 8, strip).with(PLANAR, 2).file();
        assertThat(refusal(file)).contains("it has 1 strips or tiles of 3");
    }

    @Test
    void decode_floatingPoint_isRefused() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 1, 1, 1, 32, new byte[4])
                .with(SAMPLE_FORMAT, 3)
                .file();
        assertThat(refusal(file))
                .isEqualTo("TIFF with floating-point samples is not supported, save it as baseline JPEG or as PNG");
    }

    @Test
    void decode_rareCompression_isRefused() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 1, 1, 1, 8, new byte[4])
                .with(COMPRESSION, 34925)
                .file();
        assertThat(refusal(file))
                .isEqualTo("TIFF with compression 34925 is not supported, save it as baseline JPEG or as PNG");
    }

    @Test
    void decode_greyWithAlpha_isRefused() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 1, 1, 2, 8, new byte[2]).file();
        assertThat(refusal(file))
                .isEqualTo(
                        "TIFF with 2 samples of 8 bits a pixel and grey is not supported, save it as baseline JPEG or as PNG");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 90})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = encoded(scene(301, 203, BufferedImage.TYPE_3BYTE_BGR), "tiff");
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .startsWith("the TIFF is damaged: it ends after");
    }

    @Test
    void decode_headerClaimsMoreRows_isRefused() {
        byte[] file = new TiffBytes(LITTLE_ENDIAN, 2, 100, 3, 8, octets(255, 0, 0, 1, 2, 3)).file();
        assertThat(refusal(file)).isEqualTo("the TIFF is damaged: its data are shorter than its header says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "Deflate"})
    void decode_compressedDataSpoilt_isRefused(String compression) {
        byte[] file = encoded(
                scene(301, 203, BufferedImage.TYPE_3BYTE_BGR), "tiff", param -> compression(param, compression));
        Arrays.fill(file, file.length / 3, file.length / 2, (byte) 0x81);
        assertThat(refusal(file)).startsWith("the TIFF is damaged: ");
    }
}
