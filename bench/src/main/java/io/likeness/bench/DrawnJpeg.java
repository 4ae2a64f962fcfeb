package io.likeness.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws pictures that compress about as well as photographs: shapes over a gradient, with grain. */
final class DrawnJpeg {
    private DrawnJpeg() {}

    /** The same arguments draw the same picture. */
    static byte[] of(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(random.nextInt(0x1000000)));
        pen.fillRect(0, 0, width, height);
        for (int i = 0; i < 200; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.setStroke(new BasicStroke(1 + random.nextInt(width / 30)));
            int size = 2 + random.nextInt(width / 6);
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            if (i % 2 == 0) {
                pen.fillOval(x, y, size, size);
            } else {
                pen.drawRect(x, y, size, size / 2);
            }
        }
        pen.dispose();
        addGrain(image, random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void addGrain(BufferedImage image, Random random) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int grain = random.nextInt(16);
                image.setRGB(x, y, image.getRGB(x, y) ^ (grain << 16) ^ (grain << 8) ^ grain);
            }
        }
    }
}
