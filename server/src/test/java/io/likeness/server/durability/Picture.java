package io.likeness.server.durability;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures that can be drawn again from their number. */
public final class Picture {
    private static final int SIDE = 96;

    private Picture() {}

    /** The PNG of picture {@code number}: patches of colour, so that no two look alike. */
    public static byte[] png(long number) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int patch = 0; patch < 24; patch++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            pen.fillOval(
                    random.nextInt(SIDE) - 24,
                    random.nextInt(SIDE) - 24,
                    16 + random.nextInt(64),
                    16 + random.nextInt(64));
        }
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
