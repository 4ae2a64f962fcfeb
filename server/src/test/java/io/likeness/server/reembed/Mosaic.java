package io.likeness.server.reembed;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures that also a small network tells apart: 4 × 4 fields of random colours. */
final class Mosaic {
    private static final int FIELDS = 4;
    private static final int FIELD = 80;

    private Mosaic() {}

    /** The PNG of {@code seed}. */
    static byte[] png(long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(FIELDS * FIELD, FIELDS * FIELD, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int i = 0; i < FIELDS * FIELDS; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(i % FIELDS * FIELD, i / FIELDS * FIELD, FIELD, FIELD);
        }
        pen.dispose();
        return file(image, "png");
    }

    /** A JPEG of the same picture, half as wide and high. */
    static byte[] smaller(long seed) {
        try {
            BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png(seed)));
            BufferedImage half =
                    new BufferedImage(whole.getWidth() / 2, whole.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = half.createGraphics();
            pen.drawImage(whole, 0, 0, half.getWidth(), half.getHeight(), null);
            pen.dispose();
            return file(half, "jpg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
