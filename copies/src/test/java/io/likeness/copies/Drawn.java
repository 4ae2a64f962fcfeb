package io.likeness.copies;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures that tests draw. */
final class Drawn {
    private Drawn() {}

    /** Shapes of many sizes and colours, the same for the same seed. */
    static BufferedImage scene(long seed, int width, int height) {
        return scene(seed, seed, width, height);
    }

    /** The shapes of {@code seed} in colours of their own for each {@code paint}. */
    static BufferedImage scene(long seed, long paint, int width, int height) {
        Random random = new Random(seed);
        Random colours = new Random(~paint);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(colours.nextInt(0x1000000)));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 160; i++) {
            graphics.setColor(new Color(colours.nextInt(0x1000000)));
            int size = 6 + random.nextInt(Math.min(width, height) / (2 + i / 12));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            switch (random.nextInt(3)) {
                case 0 -> graphics.fillOval(x, y, size, size / 2 + 3);
                case 1 -> graphics.fillRect(x, y, size / 2 + 3, size);
                default ->
                    graphics.fillPolygon(
                            new int[] {x, x + size, x + size / 3}, new int[] {y, y + size / 4, y + size}, 3);
            }
        }
        graphics.dispose();
        return image;
    }

    /** {@code image} moved by {@code map} on a canvas of the size given, grey elsewhere. */
    static BufferedImage moved(BufferedImage image, AffineTransform map, int width, int height) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(image, map, null);
        graphics.dispose();
        return canvas;
    }

    /** {@code image} with each hue turned by this share of the circle. */
    static BufferedImage turnedHue(BufferedImage image, float turn) {
        BufferedImage turned = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
                turned.setRGB(x, y, Color.HSBtoRGB(hsb[0] + turn, hsb[1], hsb[2]));
            }
        }
        return turned;
    }

    /** The picture as a file. */
    static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
