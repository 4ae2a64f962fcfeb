package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.png;
import static io.likeness.imaging.ByteArrays.pngChunk;
import static io.likeness.imaging.ByteArrays.pngWith;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.glass;
import static io.likeness.imaging.DrawnPictures.glassOverWhite;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.scene;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PngFileTest {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int RGB_ALPHA = 6;

    @Test
    void decode_rgb_givesEveryPixel() {
        assertPixels(encoded(scene(301, 203), "png"), scene(301, 203), 0);
    }

    @Test
    void decode_interlaced_givesEveryPixel() {
        byte[] file = encoded(scene(301, 203), "png", param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
        assertThat(file[28]).isEqualTo((byte) 1);
        assertPixels(file, scene(301, 203), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decode_greyOfFewBits_isSpread(int depth) {
        int top = (1 << depth) - 1;
        byte[] file = png(2, 1, depth, GREY, depth == 8 ? octets(0, top) : octets(top << (8 - 2 * depth)));
        assertPixels(file, pixels(2, 0x000000, 0xFFFFFF), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decode_palette_givesItsColours(int depth) {
        byte[] palette = pngChunk("PLTE", octets(255, 0, 0, 10, 20, 30));
        byte[] file = png(2, 1, depth, PALETTE, depth == 8 ? octets(0, 1) : octets(1 << (8 - 2 * depth)), palette);
        assertPixels(file, pixels(2, 0xFF0000, 0x0A141E), 0);
    }

    @Test
    void decode_paletteWithTransparency_isLaidOverWhite() {
        byte[] palette = pngChunk("PLTE", octets(255, 0, 0, 10, 20, 30, 0, 0, 255));
        byte[] alpha = pngChunk("tRNS", octets(255, 0, 128));
        byte[] file = png(3, 1, 8, PALETTE, octets(0, 1, 2), palette, alpha);
        assertPixels(file, pixels(3, 0xFF0000, 0xFFFFFF, 0x7F7FFF), 1);
    }

    @Test
    void decode_alpha_isLaidOverWhite() {
        assertPixels(encoded(glass(300, 40), "png"), glassOverWhite(300, 40), 1);
    }

    @Test
    void decode_greyWithAlpha_isLaidOverWhite() {
        byte[] file = png(3, 1, 8, 4, octets(0, 255, 0, 0, 0, 128));
        assertPixels(file, pixels(3, 0x000000, 0xFFFFFF, 0x7F7F7F), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decode_greyWithTransparentValue_isLaidOverWhite(int depth) {
        byte[] key = pngChunk("tRNS", octets(0, 0));
        int top = (1 << depth) - 1;
        byte[] rows = depth == 8 ? octets(0, 85) : octets((top / 3) << (8 - 2 * depth));
        byte[] file = png(2, 1, depth, GREY, rows, key);
        int second = depth == 1 ? 0xFFFFFF : 0x555555;
        assertPixels(file, pixels(2, 0xFFFFFF, second), 0);
    }

    @Test
    void decode_grey16WithTransparentValue_onlyThatValueIsWhite() {
        byte[] file = png(2, 1, 16, GREY, octets(0x12, 0x34, 0x12, 0x35), pngChunk("tRNS", octets(0x12, 0x34)));
        assertPixels(file, pixels(2, 0xFFFFFF, 0x121212), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void decode_rgbWithTransparentColour_isLaidOverWhite(int depth) {
        byte[] key = pngChunk("tRNS", octets(0, 10, 0, 20, 0, 30));
        byte[] rows = depth == 8 ? octets(10, 20, 30, 10, 20, 31) : octets(0, 10, 0, 20, 0, 30, 10, 0, 20, 0, 31, 0);
        assertPixels(png(2, 1, depth, RGB, rows, key), pixels(2, 0xFFFFFF, 0x0A141F), 1);
    }

    @Test
    void decode_rgb16_isReducedTo8() {
        byte[] rows = octets(0xFF, 0xFF, 0x80, 0x80, 0, 0, 0x12, 0x12, 0x34, 0x34, 0x56, 0x56);
        assertPixels(png(2, 1, 16, RGB, rows), pixels(2, 0xFF8000, 0x123456), 1);
    }

    @Test
    void decode_grey16_isReducedTo8() {
        assertPixels(png(2, 1, 16, GREY, octets(0xFF, 0xFF, 0x80, 0x80)), pixels(2, 0xFFFFFF, 0x808080), 1);
    }

    @Test
    void decode_rgb16WithAlpha_countsForItsMemory() {
        PixelBudget budget = new PixelBudget(1_000_000, Duration.ZERO);
        byte[] file = png(2048, 1, 16, RGB_ALPHA, new byte[2048 * 8]);
        try (DecodedImage _ = new OpenCvImageDecoder(1_000_000, budget).decode(EncodedImage.of(file), 1)) {
            // 8 bytes as decoded, 3 over white, 3 as the result, by 3; to the next 1,024.
            assertThat(budget.inUse()).isEqualTo(10 * 1024);
        }
    }

    @Test
    void decode_rgb16WithAlpha_isLaidOverWhite() {
        byte[] rows = octets(0, 0, 0, 0, 0xFF, 0xFF, 0x80, 0x80, 1, 1, 2, 2, 3, 3, 0, 0);
        assertPixels(png(2, 1, 16, RGB_ALPHA, rows), pixels(2, 0x7F7FFF, 0xFFFFFF), 1);
    }

    @Test
    void decode_animated_isTheDefaultImage() {
        byte[] still = encoded(scene(60, 40), "png");
        byte[] other = Arrays.copyOfRange(octets(0, 0, 0, 1), 0, 4);
        byte[] control =
                join(octets(0, 0, 0, 1), ByteArrays.ints(ByteOrder.BIG_ENDIAN, 60, 40, 0, 0), octets(0, 1, 0, 1, 0, 0));
        byte[] animated = pngWith(still, pngChunk("acTL", octets(0, 0, 0, 2, 0, 0, 0, 0)));
        byte[] end = pngChunk("IEND");
        byte[] frame = join(pngChunk("fcTL", control), pngChunk("fdAT", other));
        byte[] file = join(Arrays.copyOf(animated, animated.length - end.length), frame, end);
        assertPixels(file, scene(60, 40), 0);
    }

    @Test
    void decode_brokenColourProfile_isPassedOver() {
        assertPixels(pngWith(encoded(scene(60, 40), "png"), pngChunk("iCCP", octets(1, 2, 3))), scene(60, 40), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 34, 50, 99})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = encoded(scene(301, 203), "png");
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .containsAnyOf("the PNG is damaged: it ends after", "no picture of a type that is taken");
    }

    @Test
    void decode_oneBitChanged_isRefused() {
        byte[] file = encoded(scene(301, 203), "png");
        file[file.length / 2] ^= 1;
        assertThat(refusal(file)).isEqualTo("the PNG is damaged: the checksum of its chunk IDAT is wrong");
    }

    @Test
    void decode_headerChanged_isRefused() {
        byte[] file = encoded(scene(301, 203), "png");
        ByteBuffer.wrap(file).putInt(16, 302);
        assertThat(refusal(file)).isEqualTo("the PNG is damaged: the checksum of its chunk IHDR is wrong");
    }

    @Test
    void decode_dataShorterThanTheHeaderSays_isRefused() {
        byte[] file = png(3, 2, 8, GREY, octets(1, 2, 3, 4, 5, 6));
        byte[] header = join(ByteArrays.ints(ByteOrder.BIG_ENDIAN, 3, 200), octets(8, GREY, 0, 0, 0));
        byte[] lying =
                join(Arrays.copyOf(file, 8), pngChunk("IHDR", header), Arrays.copyOfRange(file, 33, file.length));
        assertThat(refusal(lying)).isEqualTo("the PNG is damaged: its data cannot be decoded");
    }

    @Test
    void decode_unknownCriticalChunk_isRefused() {
        byte[] file = pngWith(encoded(scene(60, 40), "png"), pngChunk("ABCD", octets(1)));
        assertThat(refusal(file))
                .isEqualTo("PNG with the unknown chunk ABCD is not supported, save it as baseline JPEG or as PNG");
    }
}
