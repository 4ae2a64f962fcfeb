package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.GifBytes.end;
import static io.likeness.imaging.GifBytes.frame;
import static io.likeness.imaging.GifBytes.header;
import static io.likeness.imaging.GifBytes.transparent;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GifFileTest {
    private static final int RED = 0xFF0000;
    private static final int GREEN = 0x00FF00;
    private static final int BLUE = 0x0000FF;
    private static final int WHITE = 0xFFFFFF;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decode_drawn_givesEveryPixel(boolean interlaced) throws IOException {
        byte[] file = encoded(
                scene(301, 203),
                "gif",
                param -> param.setProgressiveMode(
                        interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED));
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decode_noise_givesEveryPixel(long seed) throws IOException {
        RandomGenerator random = new Random(seed);
        int width = 1 + random.nextInt(300);
        BufferedImage image = new BufferedImage(width, 1 + random.nextInt(300), BufferedImage.TYPE_BYTE_INDEXED);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(216));
            }
        }
        byte[] file = encoded(image, "gif");
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @Test
    void decode_codeTableKeptWhenFull_givesEveryPixel() throws IOException {
        byte[] indices = new byte[200 * 150];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (i * i / 700 + i % 7);
        }
        byte[] file = join(header(200, 150, 0), GifBytes.frameWithFullTable(200, 150, indices), end());
        assertPixels(file, ImageIO.read(new ByteArrayInputStream(file)), 0);
    }

    @Test
    void decode_transparentColour_isWhite() {
        byte[] file = join(header(2, 2, 0), transparent(3), frame(0, 0, 2, 2, false, 1, 3, 2, 3), end());
        assertPixels(file, pixels(2, RED, WHITE, GREEN, WHITE), 0);
    }

    @Test
    void decode_frameSmallerThanCanvas_standsInItsPlaceOnWhite() {
        byte[] file = join(header(3, 2, 2), frame(1, 1, 2, 1, false, 1, 3), end());
        assertPixels(file, pixels(3, WHITE, WHITE, WHITE, WHITE, RED, BLUE), 0);
    }

    @Test
    void decode_interlacedByHand_rowsStandInOrder() {
        byte[] file = join(header(1, 4, 0), frame(0, 0, 1, 4, true, 1, 2, 3, 0), end());
        // Row 0, then row 2, then rows 1 and 3.
        assertPixels(file, pixels(1, RED, BLUE, GREEN, 0), 0);
    }

    @Test
    void decode_animation_isTheFirstFrame() {
        byte[] first = frame(0, 0, 2, 1, false, 1, 2);
        byte[] second = frame(0, 0, 2, 1, false, 3, 3);
        assertPixels(join(header(2, 1, 0), first, second, end()), pixels(2, RED, GREEN), 0);
    }

    @Test
    void decode_laterFrameCutOff_firstIsTaken() {
        byte[] file = join(header(2, 1, 0), frame(0, 0, 2, 1, false, 1, 2), octets(0x2C, 0, 0));
        assertPixels(file, pixels(2, RED, GREEN), 0);
    }

    @Test
    void decode_backgroundOutsideThePalette_isTaken() {
        assertPixels(join(header(2, 1, 200), frame(0, 0, 2, 1, false, 1, 2), end()), pixels(2, RED, GREEN), 0);
    }

    @Test
    void decode_canvasOfNoSize_growsToTheFrame() {
        assertPixels(join(header(0, 0, 0), frame(0, 0, 2, 1, false, 1, 2), end()), pixels(2, RED, GREEN), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 95})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = encoded(scene(301, 203), "gif");
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .startsWith("the GIF is damaged: it ends after");
    }

    @Test
    void decode_fewerPixelsThanTheFrameSays_isRefused() {
        byte[] file = join(header(5, 5, 0), frame(0, 0, 5, 5, false, 1, 2, 3), end());
        assertThat(refusal(file)).isEqualTo("the GIF is damaged: its data cannot be decoded");
    }

    @Test
    void decode_noFrame_isRefused() {
        assertThat(refusal(join(header(5, 5, 0), end()))).isEqualTo("the GIF is damaged: it holds no frame");
    }
}
