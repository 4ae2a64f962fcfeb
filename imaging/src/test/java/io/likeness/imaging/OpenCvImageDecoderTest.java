package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.png;
import static io.likeness.imaging.ByteArrays.text;
import static io.likeness.imaging.Decoding.FULL;
import static io.likeness.imaging.Decoding.decode;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.Decoding.header;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.progressiveJpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.DrawnPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenCvImageDecoderTest {
    private static final int ROUNDS = Integer.getInteger("likeness.test.spoilt", 200);
    private static final int TIFF_OR_BMP = BufferedImage.TYPE_3BYTE_BGR;

    static Stream<Arguments> oneOfEachType() {
        return Stream.of(
                Arguments.of(ImageType.JPEG, jpeg(301, 203)),
                Arguments.of(ImageType.JPEG, progressiveJpeg(301, 203)),
                Arguments.of(ImageType.PNG, encoded(scene(301, 203), "png")),
                Arguments.of(ImageType.GIF, encoded(scene(301, 203), "gif")),
                Arguments.of(ImageType.BMP, encoded(scene(301, 203, TIFF_OR_BMP), "bmp")),
                Arguments.of(ImageType.WEBP, webp(scene(301, 203), 80)),
                Arguments.of(ImageType.WEBP, webp(scene(301, 203), 101)),
                Arguments.of(ImageType.TIFF, encoded(scene(301, 203, TIFF_OR_BMP), "tiff")));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachType")
    void readHeader_eachType_givesTypeAndSize(ImageType type, byte[] file) {
        assertThat(header(file)).isEqualTo(new ImageHeader(type, 301, 203));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachType")
    void readHeader_morePixelsThanAllowed_isTooLarge(ImageType type, byte[] file) {
        OpenCvImageDecoder strict = new OpenCvImageDecoder(301 * 203 - 1, budget(1_000_000));
        assertThatThrownBy(() -> strict.readHeader(EncodedImage.of(file)))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessage("the picture has 301 x 203 = 61103 pixels, allowed are 61102 (likeness.max-pixels)");
        assertThatThrownBy(() -> strict.decode(EncodedImage.of(file), FULL)).isInstanceOf(Failure.TooLarge.class);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachType")
    void decode_asManyPixelsAsAllowed_isTaken(ImageType type, byte[] file) {
        OpenCvImageDecoder exact = new OpenCvImageDecoder(301 * 203, budget(1_000_000));
        try (DecodedImage image = exact.decode(EncodedImage.of(file), FULL)) {
            assertThat(image.header().type()).isEqualTo(type);
        }
    }

    @Test
    void decode_bombOfFewBytes_isTooLargeBeforeAnythingIsDecoded() {
        byte[] header = join(ByteArrays.ints(ByteOrder.BIG_ENDIAN, 60_000, 60_000), octets(8, 2, 0, 0, 0));
        byte[] bomb = join(text(PngFile.SIGNATURE), ByteArrays.pngChunk("IHDR", header));
        assertThatThrownBy(() -> decode(bomb))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContaining("3600000000");
    }

    @Test
    void decode_veryWide_isTooLarge() {
        byte[] file = png(1_000_001, 1, 8, 0, new byte[1_000_001]);
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessage("the picture has 1000001 x 1 pixels, the longest side allowed is 1000000");
    }

    @Test
    void decode_asWideAsAllowed_isTaken() {
        try (DecodedImage image = decode(png(1_000_000, 1, 8, 0, new byte[1_000_000]))) {
            assertThat(image.width()).isEqualTo(1_000_000);
        }
    }

    @Test
    void decode_empty_isRefused() {
        assertThat(refusal(new byte[0])).isEqualTo("the picture is empty: it has 0 bytes");
    }

    static Stream<Arguments> otherFormats() {
        return Stream.of(
                Arguments.of("HEIC", isoMedia("heic", "mif1")),
                Arguments.of("HEIC", isoMedia("mif1", "heic")),
                Arguments.of("AVIF", isoMedia("avif", "mif1")),
                Arguments.of("AVIF", isoMedia("mif1", "avif")),
                Arguments.of("video", isoMedia("isom", "mp42")),
                Arguments.of("JPEG XL", octets(0xFF, 0x0A, 0, 0)),
                Arguments.of("JPEG XL", octets(0, 0, 0, 12, 'J', 'X', 'L', ' ', 13, 10)),
                Arguments.of("JPEG 2000", octets(0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10)),
                Arguments.of("JPEG 2000", octets(0xFF, 0x4F, 0xFF, 0x51)),
                Arguments.of("Photoshop", text("8BPS\0\1")),
                Arguments.of("PDF", text("%PDF-1.7")),
                Arguments.of("SVG", text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
                Arguments.of("ICO", octets(0, 0, 1, 0, 1, 0)),
                Arguments.of("OpenEXR", octets('v', '/', '1', 1, 2, 0, 0, 0)),
                Arguments.of("Radiance HDR", text("#?RADIANCE\n")),
                Arguments.of("BigTIFF", octets('I', 'I', 43, 0, 8, 0, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void decode_otherFormat_isRefusedByName(String name, byte[] file) {
        assertThat(refusal(file)).isEqualTo(name + " is not supported, convert to JPEG or PNG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "BM",
                "BMW is a car maker",
                "<html>",
                "PK\3\4",
                "GIF90a",
                "RIFF....WAVE",
                "\u00FF\u00D8",
                "P6 1 1 255"
            })
    void decode_noPicture_isRefused(String content) {
        assertThat(refusal(text(content)))
                .isEqualTo("the " + content.length()
                        + " bytes are no picture of a type that is taken (JPEG, PNG, GIF, BMP, WebP and TIFF)");
    }

    @Test
    void decode_picturesWordsThenScript_isRefused() {
        assertThat(refusal(text("GIF89a/*<svg/onload=alert(1)>*/=1;"))).startsWith("the GIF is damaged: ");
    }

    @ParameterizedTest
    @MethodSource("oneOfEachType")
    void decode_spoiltAtRandom_decodesOrFailsPlainly(ImageType type, byte[] file) {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] spoilt = Arrays.copyOf(file, random.nextInt(3) > 0 ? file.length : 1 + random.nextInt(file.length));
            for (int i = 0; i <= random.nextInt(6); i++) {
                // Headers are where a change matters most.
                int at = random.nextInt(random.nextBoolean() ? Math.min(200, spoilt.length) : spoilt.length);
                spoilt[at] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> small().decode(EncodedImage.of(spoilt), 1 + random.nextInt(400))
                    .close());
            if (thrown != null) {
                assertThat(thrown)
                        .as(type + ", seed " + seed + ", round " + round)
                        .isInstanceOfAny(Failure.UnsupportedImage.class, Failure.TooLarge.class);
            }
        }
    }

    @Test
    void pixels_afterClose_areRefused() {
        DecodedImage image = decode(jpeg(30, 20));
        image.close();
        image.close();
        assertThatThrownBy(image::pixels).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pixels_areDirectAndWithoutPadding() {
        try (DecodedImage image = decode(jpeg(31, 21))) {
            ByteBuffer pixels = image.pixels();
            assertThat(pixels.isDirect()).isTrue();
            assertThat(pixels.remaining()).isEqualTo(3 * 31 * 21);
        }
    }

    @Test
    void decode_closedOrFailed_givesItsShareBack() {
        PixelBudget budget = budget(1_000_000);
        OpenCvImageDecoder decoder = new OpenCvImageDecoder(1_000_000, budget);
        DecodedImage image = decoder.decode(EncodedImage.of(jpeg(640, 480)), FULL);
        assertThat(budget.inUse()).isEqualTo(640 * 480);
        image.close();
        assertThat(budget.inUse()).isZero();
        byte[] lying = jpeg(640, 480);
        lying[ByteArrays.indexOf(lying, octets(0xFF, 0xC0)) + 5] = 2;
        assertThatThrownBy(() -> decoder.decode(EncodedImage.of(lying), FULL))
                .isInstanceOf(Failure.UnsupportedImage.class);
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void decode_noRoomInTheBudget_isOverloaded() {
        OpenCvImageDecoder decoder = new OpenCvImageDecoder(1_000_000, new PixelBudget(500_000, Duration.ofMillis(20)));
        try (DecodedImage held = decoder.decode(EncodedImage.of(jpeg(640, 480)), FULL)) {
            assertThat(held.width()).isEqualTo(640);
            assertThatThrownBy(() -> decoder.decode(EncodedImage.of(jpeg(640, 480)), FULL))
                    .isInstanceOf(Failure.Overloaded.class);
        }
        decoder.decode(EncodedImage.of(jpeg(640, 480)), FULL).close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, OpenCvImageDecoder.MAX_PIXELS + 1})
    void construct_limitOutOfRange_isBadInput(long maxPixels) {
        assertThatThrownBy(() -> new OpenCvImageDecoder(maxPixels, budget(1)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("likeness.max-pixels is " + maxPixels + ", allowed are 1 to 715827882");
    }

    private static OpenCvImageDecoder small() {
        return new OpenCvImageDecoder(4_000_000, budget(4_000_000));
    }

    private static PixelBudget budget(long pixels) {
        return new PixelBudget(pixels, Duration.ofSeconds(5));
    }

    private static byte[] isoMedia(String major, String compatible) {
        List<byte[]> parts = List.of(octets(0, 0, 0, 20), text("ftyp"), text(major), new byte[4], text(compatible));
        return join(parts.toArray(byte[][]::new));
    }
}
