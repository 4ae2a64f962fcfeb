package io.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EditTest {
    private static final Raster BLACK = drawn(100, 60, (x, y) -> 0);
    /** Red grows to the right, green downwards. */
    private static final Raster SLOPE = drawn(120, 80, (x, y) -> ((2 * x) << 16) | ((3 * y) << 8) | 7);

    private static Raster drawn(int width, int height, IntBinaryOperator colour) {
        Raster raster = new Raster(width, height, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.fill(x, y, 1, 1, colour.applyAsInt(x, y));
            }
        }
        return raster;
    }

    private static BufferedImage edited(Edit edit, Raster picture, Raster other) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(edit.encode(picture, other)));
    }

    private static BufferedImage edited(Edit edit, Raster picture) throws IOException {
        return edited(edit, picture, BLACK);
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    private static int slope(int x, int y) {
        return ((2 * x) << 16) | ((3 * y) << 8) | 7;
    }

    @Test
    void crop_picture_isTheMiddleHalfOfEachSide() throws IOException {
        BufferedImage found = edited(Edit.CROP, SLOPE);
        assertThat(found.getWidth()).isEqualTo(60);
        assertThat(found.getHeight()).isEqualTo(40);
        assertThat(rgb(found, 0, 0)).isEqualTo(slope(30, 20));
        assertThat(rgb(found, 59, 39)).isEqualTo(slope(89, 59));
    }

    @Test
    void mirror_picture_exchangesLeftAndRight() throws IOException {
        BufferedImage found = edited(Edit.MIRROR, SLOPE);
        assertThat(rgb(found, 0, 10)).isEqualTo(slope(119, 10));
        assertThat(rgb(found, 100, 79)).isEqualTo(slope(19, 79));
    }

    @Test
    void rotate90_picture_turnsCounterClockwise() throws IOException {
        BufferedImage found = edited(Edit.ROTATE90, SLOPE);
        assertThat(found.getWidth()).isEqualTo(80);
        assertThat(found.getHeight()).isEqualTo(120);
        // The right edge becomes the top.
        assertThat(rgb(found, 0, 0)).isEqualTo(slope(119, 0));
        assertThat(rgb(found, 79, 119)).isEqualTo(slope(0, 79));
    }

    @Test
    void rotate15_picture_turnsCounterClockwiseOnAGrownBlackCanvas() throws IOException {
        Raster rightHalfWhite = drawn(100, 100, (x, y) -> x >= 50 ? 0xFFFFFF : 0x404040);
        BufferedImage found = edited(Edit.ROTATE15, rightHalfWhite);
        // 100 (cos 15° + sin 15°) = 122.5
        assertThat(found.getWidth()).isEqualTo(123);
        assertThat(found.getHeight()).isEqualTo(123);
        assertThat(rgb(found, 0, 0)).isZero();
        assertThat(rgb(found, 122, 122)).isZero();
        // The line between the halves leans to the left at the top.
        assertThat(rgb(found, 55, 20)).isEqualTo(0xFFFFFF);
        assertThat(rgb(found, 67, 102)).isEqualTo(0x404040);
    }

    @Test
    void paste_picture_liesShrunkOverTheOther() throws IOException {
        Raster green = drawn(200, 300, (x, y) -> 0x00FF00);
        Raster white = drawn(100, 100, (x, y) -> 0xFFFFFF);
        // 60 % of 200 is more than the 100 px that there are: nothing grows.
        BufferedImage found = edited(Edit.PASTE, white, green);
        assertThat(found.getWidth()).isEqualTo(200);
        assertThat(found.getHeight()).isEqualTo(300);
        assertThat(rgb(found, 39, 60)).isEqualTo(0x00FF00);
        assertThat(rgb(found, 40, 60)).isEqualTo(0xFFFFFF);
        assertThat(rgb(found, 139, 159)).isEqualTo(0xFFFFFF);
        assertThat(rgb(found, 140, 159)).isEqualTo(0x00FF00);
        BufferedImage shrunk = edited(Edit.PASTE, drawn(400, 200, (x, y) -> 0xFFFFFF), green);
        assertThat(rgb(shrunk, 159, 119)).isEqualTo(0xFFFFFF);
        assertThat(rgb(shrunk, 160, 119)).isEqualTo(0x00FF00);
        assertThat(rgb(shrunk, 159, 120)).isEqualTo(0x00FF00);
    }

    @Test
    void small_picture_isAQuarterAsLongAsJpeg() throws IOException {
        byte[] file = Edit.SMALL.encode(drawn(400, 200, (x, y) -> x / 2 % 2 == 0 ? 0x000000 : 0xFFFFFF), BLACK);
        assertThat(file).startsWith(0xFF, 0xD8);
        BufferedImage found = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(found.getWidth()).isEqualTo(100);
        assertThat(found.getHeight()).isEqualTo(50);
        // Stripes of two px average out.
        assertThat(rgb(found, 50, 25) & 0xFF).isBetween(0x7C, 0x84);
    }

    @Test
    void bars_picture_hasSixOfThemWithRedLetters() throws IOException {
        BufferedImage found = edited(Edit.BARS, drawn(900, 660, (x, y) -> 0x0000FF));
        for (int bar = 0; bar < 6; bar++) {
            assertThat(rgb(found, 899, 110 * bar)).isEqualTo(0xFFFFFF);
            assertThat(rgb(found, 899, 110 * bar + 29)).isEqualTo(0xFFFFFF);
            assertThat(rgb(found, 899, 110 * bar + 30)).isEqualTo(0x0000FF);
        }
        assertThat(rgb(found, 5, 5)).isEqualTo(0xD01818);
    }

    @Test
    void grey_picture_hasLumaWithMoreContrast() throws IOException {
        Raster halves = drawn(100, 100, (x, y) -> x < 50 ? 0x656565 : 0x960000);
        BufferedImage found = edited(Edit.GREY, halves);
        // Lumas 101 and 0.299 × 150 = 44.85, mean 72.925; each 1.6 times as far from it.
        assertThat(rgb(found, 0, 0)).isEqualTo(0x767676);
        assertThat(rgb(found, 99, 0)).isEqualTo(0x1C1C1C);
    }

    @Test
    void blur_edgeBetweenHalves_becomesTheGaussiansSlope() throws IOException {
        // A sigma of 900 / 90 = 10 px.
        Raster halves = drawn(900, 8, (x, y) -> x < 450 ? 0 : 0xFFFFFF);
        BufferedImage found = edited(Edit.BLUR, halves);
        assertThat(rgb(found, 400, 4) & 0xFF).isZero();
        // The integral of the Gaussian at 0.95 sigma is 0.829.
        assertThat((rgb(found, 459, 4) & 0xFF) / 255.0).isBetween(0.81, 0.84);
        assertThat((rgb(found, 440, 4) & 0xFF) / 255.0).isBetween(0.16, 0.19);
        assertThat(rgb(found, 0, 0)).isZero();
        assertThat(rgb(found, 899, 7)).isEqualTo(0xFFFFFF);
    }

    @Test
    void hue_red_becomesGreenByAQuarterOfTheCircle() throws IOException {
        BufferedImage found = edited(Edit.HUE, drawn(10, 10, (x, y) -> y < 5 ? 0xFF0000 : 0x808080));
        // 60 of 256 are 84.4°: from red over yellow (60°) towards green (120°).
        assertThat(rgb(found, 0, 0)).isEqualTo(0x97FF00);
        assertThat(rgb(found, 0, 9)).isEqualTo(0x808080);
    }

    @Test
    void frame_picture_liesOnALightCanvas() throws IOException {
        BufferedImage found = edited(Edit.FRAME, SLOPE);
        assertThat(found.getWidth()).isEqualTo(192);
        assertThat(found.getHeight()).isEqualTo(152);
        assertThat(rgb(found, 35, 32)).isEqualTo(0xF0F0F0);
        assertThat(rgb(found, 36, 32)).isEqualTo(slope(0, 0));
        assertThat(rgb(found, 155, 111)).isEqualTo(slope(119, 79));
        assertThat(rgb(found, 156, 111)).isEqualTo(0xF0F0F0);
    }
}
