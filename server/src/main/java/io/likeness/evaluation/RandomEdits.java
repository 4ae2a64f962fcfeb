package io.likeness.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Edited copies as {@link Edit} makes them and lighter or darker ones, but with strengths drawn at random: those that weights are fitted on must not be those that they are measured on. */
final class RandomEdits {
    private RandomEdits() {}

    /**
     * A copy as a file.
     *
     * @param onOther whether it shows the other picture as well
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once and never compared.
    record Copy(byte[] file, boolean onOther) {}

    /** Copies of one picture, the same for the same seed. */
    static List<Copy> of(Raster picture, Raster other, long seed) {
        Random random = new Random(seed);
        List<Copy> copies = new ArrayList<>();
        copies.add(jpeg(crop(picture, random), between(random, 0.5, 0.9)));
        copies.add(png(crop(picture, random)));
        copies.add(png(Geometry.rotate(picture, Math.toRadians(between(random, 2, 30)))));
        copies.add(jpeg(turned(picture, 1 + random.nextInt(3)), 0.7));
        copies.add(jpeg(Geometry.mirror(picture), 0.6));
        copies.add(new Copy(RasterFiles.png(pasted(picture, other, random)), true));
        double smaller = between(random, 2, 5.5);
        Raster small = Resample.BOX.to(picture, part(picture.width(), smaller), part(picture.height(), smaller));
        copies.add(jpeg(small, between(random, 0.15, 0.55)));
        copies.add(png(barred(picture, random)));
        copies.add(jpeg(toned(picture, random), between(random, 0.3, 0.9)));
        copies.add(png(Tones.grey(picture, (float) between(random, 0.6, 1.8))));
        copies.add(png(Tones.blur(picture, Math.max(picture.width(), picture.height()) / between(random, 60, 200))));
        copies.add(png(Tones.turnHue(picture, random.nextFloat())));
        copies.add(jpeg(framed(picture, random), 0.8));
        return copies;
    }

    private static Raster crop(Raster picture, Random random) {
        double wide = between(random, 0.3, 0.9);
        double high = between(random, 0.3, 0.9);
        return Geometry.cut(
                picture,
                (int) (random.nextDouble() * (1 - wide) * picture.width()),
                (int) (random.nextDouble() * (1 - high) * picture.height()),
                Math.max(1, (int) (wide * picture.width())),
                Math.max(1, (int) (high * picture.height())));
    }

    /** Bars of one colour over a tenth to a third of the height. */
    private static Raster barred(Raster picture, Random random) {
        Raster barred = Geometry.cut(picture, 0, 0, picture.width(), picture.height());
        int bars = 1 + random.nextInt(8);
        int thickness = (int) (picture.height() * between(random, 0.1, 0.33) / bars);
        int colour = random.nextBoolean() ? 0xFFFFFF : random.nextInt(1 << 24);
        double from = random.nextDouble() * (1.0 / bars - (double) thickness / picture.height());
        for (int bar = 0; bar < bars; bar++) {
            int top = (int) (picture.height() * (from + (double) bar / bars));
            barred.fill(0, top, picture.width(), thickness, colour);
            for (int letter = 0; letter < 12; letter++) {
                barred.fill(letter * thickness, top + thickness / 4, thickness / 2, thickness / 2, ~colour & 0xFFFFFF);
            }
        }
        return barred;
    }

    /** Lighter or darker, with more or less contrast, and a cast. */
    private static Raster toned(Raster picture, Random random) {
        Raster toned = new Raster(picture.width(), picture.height(), 0);
        float contrast = (float) between(random, 0.6, 1.3);
        for (int channel = 0; channel < 3; channel++) {
            float shift = (float) between(random, -40, 40);
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 0; x < picture.width(); x++) {
                    toned.set(x, y, channel, Math.clamp(contrast * picture.get(x, y, channel) + shift, 0f, 255f));
                }
            }
        }
        return toned;
    }

    private static Raster turned(Raster picture, int quarters) {
        Raster turned = picture;
        for (int i = 0; i < quarters; i++) {
            turned = Geometry.quarterTurn(turned);
        }
        return turned;
    }

    private static Raster pasted(Raster picture, Raster other, Random random) {
        Raster canvas = Geometry.cut(other, 0, 0, other.width(), other.height());
        double share = between(random, 0.35, 0.8);
        double scale = Math.min(
                1, Math.min(share * other.width() / picture.width(), share * other.height() / picture.height()));
        Raster small =
                Resample.TRIANGLE.to(picture, part(picture.width(), 1 / scale), part(picture.height(), 1 / scale));
        canvas.paste(small, (int) (random.nextDouble() * Math.max(0, other.width() - small.width())), (int)
                (random.nextDouble() * Math.max(0, other.height() - small.height())));
        return canvas;
    }

    private static Raster framed(Raster picture, Random random) {
        Raster canvas = new Raster(
                (int) (picture.width() * between(random, 1.1, 2.3)) + 1,
                (int) (picture.height() * between(random, 1.1, 2.3)) + 1,
                random.nextInt(1 << 24));
        canvas.paste(picture, (int) (random.nextDouble() * (canvas.width() - picture.width())), (int)
                (random.nextDouble() * (canvas.height() - picture.height())));
        return canvas;
    }

    private static int part(int side, double by) {
        return Math.clamp(Math.round(side / by), Math.min(8, side), side);
    }

    private static double between(Random random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    private static Copy png(Raster raster) {
        return new Copy(RasterFiles.png(raster), false);
    }

    private static Copy jpeg(Raster raster, double quality) {
        return new Copy(RasterFiles.jpeg(raster, (float) quality), false);
    }
}
