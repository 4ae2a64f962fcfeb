package io.likeness.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Draws pictures with edges, soft areas and grain, so that a JPEG of them is about as large as a photograph's. */
public final class GeneratedPictures {
    private static final double ASPECT = 4 / 3.0;
    private static final int SHAPES = 60;
    private static final int GRAIN = 12;

    private GeneratedPictures() {}

    /** A JPEG of about {@code megapixels}, 4:3. */
    public static byte[] jpeg(double megapixels, long seed) {
        return encoded(drawn(megapixels, seed), "jpg");
    }

    /** The same picture as a PNG. */
    public static byte[] png(double megapixels, long seed) {
        return encoded(drawn(megapixels, seed), "png");
    }

    private static BufferedImage drawn(double megapixels, long seed) {
        int height = (int) Math.round(Math.sqrt(megapixels * 1e6 / ASPECT));
        return drawn((int) Math.round(height * ASPECT), height, seed);
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("this JDK writes no " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage drawn(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < SHAPES; i++) {
            double size = random.nextDouble(0.02, 0.3) * width;
            graphics.setPaint(colour(random));
            graphics.fill(new Ellipse2D.Double(random.nextDouble(width), random.nextDouble(height), size, size));
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, grained(image.getRGB(x, y), random.nextInt(GRAIN)));
            }
        }
        return image;
    }

    private static int grained(int rgb, int grain) {
        int red = Math.min(255, (rgb >> 16 & 255) + grain);
        int green = Math.min(255, (rgb >> 8 & 255) + grain);
        int blue = Math.min(255, (rgb & 255) + grain);
        return red << 16 | green << 8 | blue;
    }

    private static Color colour(SplittableRandom random) {
        return new Color(random.nextInt(0x1000000));
    }
}
