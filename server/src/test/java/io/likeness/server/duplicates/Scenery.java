package io.likeness.server.duplicates;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.util.Random;

/** Draws pictures for libraries that tests generate: one number, one picture. */
final class Scenery {
    private static final int SHORT = 300;
    private static final int LONG = 400;

    private Scenery() {}

    /** A picture of shapes in colours that go together; those of one number are the same. */
    static BufferedImage picture(long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
        boolean wide = random.nextBoolean();
        int width = (wide ? LONG : SHORT) + random.nextInt(80);
        int height = (wide ? SHORT : LONG) + random.nextInt(80);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = pen(image);
        float hue = random.nextFloat();
        float spread = 0.05f + 0.4f * random.nextFloat();
        pen.setPaint(new GradientPaint(
                0, 0, colour(random, hue, spread), random.nextInt(width) + 1, height, colour(random, hue, spread)));
        pen.fillRect(0, 0, width, height);
        int shapes = 14 + random.nextInt(50);
        int kinds = 1 + random.nextInt(31);
        for (int i = 0; i < shapes; i++) {
            pen.setColor(colour(random, hue, spread));
            double size = 12 + 130 * random.nextDouble() / (1 + i / 12.0);
            double x = random.nextDouble() * width - size / 3;
            double y = random.nextDouble() * height - size / 3;
            shape(pen, random, kinds, x, y, size);
        }
        pen.dispose();
        return grain(image, random);
    }

    private static void shape(Graphics2D pen, Random random, int kinds, double x, double y, double size) {
        int kind = random.nextInt(5);
        while ((kinds >> kind & 1) == 0) {
            kind = random.nextInt(5);
        }
        switch (kind) {
            case 0 -> pen.fill(new Ellipse2D.Double(x, y, size, size * (0.4 + random.nextDouble())));
            case 1 -> pen.fill(new Rectangle2D.Double(x, y, size, size * (0.3 + random.nextDouble())));
            case 2 -> {
                pen.setStroke(new BasicStroke(1 + random.nextInt(7)));
                Path2D path = new Path2D.Double();
                path.moveTo(x, y);
                for (int i = 0; i < 3; i++) {
                    path.quadTo(
                            x + random.nextGaussian() * size,
                            y + random.nextGaussian() * size,
                            x + random.nextGaussian() * size,
                            y + random.nextGaussian() * size);
                }
                pen.draw(path);
            }
            case 3 -> {
                Polygon corners = new Polygon();
                int count = 3 + random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    double angle = 2 * Math.PI * i / count;
                    double reach = size * (0.3 + 0.5 * random.nextDouble());
                    corners.addPoint((int) (x + reach * Math.cos(angle)), (int) (y + reach * Math.sin(angle)));
                }
                pen.fill(corners);
            }
            default -> {
                pen.setStroke(new BasicStroke(1 + random.nextInt(3)));
                int lines = 3 + random.nextInt(9);
                for (int i = 0; i < lines; i++) {
                    pen.draw(new Ellipse2D.Double(
                            x + i * size / 2 / lines, y + i * size / 3 / lines, size - i * size / lines, size));
                }
            }
        }
    }

    private static Color colour(Random random, float hue, float spread) {
        return Color.getHSBColor(
                hue + spread * (float) random.nextGaussian(),
                0.2f + 0.8f * random.nextFloat(),
                0.15f + 0.85f * random.nextFloat());
    }

    /** As a camera has it. */
    private static BufferedImage grain(BufferedImage image, Random random) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int shift = (int) (random.nextGaussian() * 4);
                int grained = 0;
                for (int bits = 0; bits < 24; bits += 8) {
                    grained |= Math.clamp((rgb >> bits & 0xFF) + shift, 0, 255) << bits;
                }
                image.setRGB(x, y, grained);
            }
        }
        return image;
    }

    static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return pen;
    }

    /** The same picture with colours scaled and shifted. */
    static BufferedImage toned(BufferedImage image, float scale, float shift) {
        return new RescaleOp(scale, shift, null).filter(image, null);
    }

    /** {@code image} with {@code mark} laid over it, half seen through. */
    static BufferedImage marked(BufferedImage image, Color mark) {
        BufferedImage copy = copy(image);
        Graphics2D pen = pen(copy);
        pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.5f));
        pen.setColor(mark);
        pen.rotate(-0.4, copy.getWidth() / 2.0, copy.getHeight() / 2.0);
        for (int i = 0; i < 3; i++) {
            pen.fillRect(0, copy.getHeight() * (i + 1) / 4, copy.getWidth(), copy.getHeight() / 16);
        }
        pen.dispose();
        return copy;
    }

    static BufferedImage copy(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = copy.createGraphics();
        pen.drawImage(image, 0, 0, null);
        pen.dispose();
        return copy;
    }
}
