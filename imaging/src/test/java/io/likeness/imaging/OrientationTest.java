package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.exif;
import static io.likeness.imaging.ByteArrays.jpegWithExif;
import static io.likeness.imaging.ByteArrays.pngChunk;
import static io.likeness.imaging.ByteArrays.pngWith;
import static io.likeness.imaging.ByteArrays.riffChunk;
import static io.likeness.imaging.ByteArrays.vp8x;
import static io.likeness.imaging.ByteArrays.webpChunks;
import static io.likeness.imaging.ByteArrays.webpFile;
import static io.likeness.imaging.Decoding.assertAlike;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.assertSize;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.Decoding.header;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.quality;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.DrawnPictures.webp;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrientationTest {
    private static final int ORIENTATION = 274;

    static IntStream tags() {
        return IntStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void decode_jpeg_isUpright(int tag) {
        byte[] jpeg = encoded(stored(scene(96, 60), tag), "jpeg", param -> quality(param, 0.95f));
        assertAlike(jpegWithExif(jpeg, exif(tag, LITTLE_ENDIAN)), scene(96, 60), 3);
        assertAlike(jpegWithExif(jpeg, exif(tag, BIG_ENDIAN)), scene(96, 60), 3);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void decode_png_isUpright(int tag) {
        byte[] png = encoded(stored(scene(96, 60), tag), "png");
        assertPixels(pngWith(png, pngChunk("eXIf", exif(tag, BIG_ENDIAN))), scene(96, 60), 0);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void decode_webp_isUpright(int tag) {
        BufferedImage stored = stored(scene(96, 60), tag);
        byte[] file = webpFile(
                vp8x(0x08, stored.getWidth(), stored.getHeight()),
                webpChunks(webp(stored, 101)),
                riffChunk("EXIF", exif(tag, LITTLE_ENDIAN)));
        assertPixels(file, scene(96, 60), 0);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void decode_tiff_isUprightOnce(int tag) {
        BufferedImage stored = stored(scene(96, 60), tag);
        byte[] samples = new byte[3 * 96 * 60];
        int at = 0;
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                int rgb = stored.getRGB(x, y);
                samples[at++] = (byte) (rgb >> 16);
                samples[at++] = (byte) (rgb >> 8);
                samples[at++] = (byte) rgb;
            }
        }
        byte[] file = new TiffBytes(BIG_ENDIAN, stored.getWidth(), stored.getHeight(), 3, 8, samples)
                .with(ORIENTATION, tag)
                .file();
        assertPixels(file, scene(96, 60), 0);
    }

    @Test
    void readHeader_quarterTurn_swapsSides() {
        byte[] turned = jpegWithExif(jpeg(400, 300), exif(6, LITTLE_ENDIAN));
        assertThat(header(turned).width()).isEqualTo(300);
        assertThat(header(turned).height()).isEqualTo(400);
    }

    @Test
    void decode_turnedAndScaled_isBoth() {
        byte[] turned = jpegWithExif(jpeg(801, 601), exif(8, LITTLE_ENDIAN));
        try (DecodedImage image = decoder().decode(EncodedImage.of(turned), 150)) {
            assertSize(image, 150, 200);
            // The stored top right corner, green, is the upright top left one.
            assertThat(Decoding.rgb(image, 5, 5) & 0xFF00).isGreaterThan(0xF000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void decode_tagOutOfRange_meansNothing(int tag) {
        assertAlike(jpegWithExif(jpeg(96, 60), exif(tag, LITTLE_ENDIAN)), scene(96, 60), 3);
    }

    @Test
    void decode_exifSpoilt_meansNothing() {
        byte[] spoilt = exif(6, LITTLE_ENDIAN);
        spoilt[8] = 100;
        spoilt[4] = 90;
        assertAlike(jpegWithExif(jpeg(96, 60), spoilt), scene(96, 60), 3);
    }

    /** What a camera stores so that {@code tag} makes it {@code upright}, written out from the EXIF standard's table, pixel by pixel. */
    private static BufferedImage stored(BufferedImage upright, int tag) {
        int w = upright.getWidth();
        int h = upright.getHeight();
        boolean swapped = tag >= 5;
        BufferedImage stored = new BufferedImage(swapped ? h : w, swapped ? w : h, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int row = h - 1 - y;
                int column = w - 1 - x;
                int[] place = switch (tag) {
                    case 2 -> new int[] {column, y};
                    case 3 -> new int[] {column, row};
                    case 4 -> new int[] {x, row};
                    case 5 -> new int[] {y, x};
                    // Row 0 is the right side, column 0 the top.
                    case 6 -> new int[] {y, column};
                    case 7 -> new int[] {row, column};
                    // Row 0 is the left side, column 0 the bottom.
                    case 8 -> new int[] {row, x};
                    default -> new int[] {x, y};
                };
                stored.setRGB(place[0], place[1], upright.getRGB(x, y));
            }
        }
        return stored;
    }
}
