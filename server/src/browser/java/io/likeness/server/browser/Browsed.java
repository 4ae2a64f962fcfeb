package io.likeness.server.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import javax.imageio.ImageIO;

/** Pictures that tests drop. */
final class Browsed {
    private Browsed() {}

    /** A stored picture's preview, smaller and with a frame: what somebody else might have of it. */
    static byte[] editedCopy(RealServer server, String id) {
        try {
            BufferedImage preview = ImageIO.read(URI.create(server.address() + "/v1/images/" + id + "/preview")
                    .toURL());
            BufferedImage copy = new BufferedImage(260, 200, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = copy.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, 260, 200);
            graphics.drawImage(preview, 6, 6, 248, 188, null);
            graphics.dispose();
            return png(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of one colour with a disc. */
    static byte[] disc(int background, int colour) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(background));
        graphics.fillRect(0, 0, 320, 240);
        graphics.setColor(new Color(colour));
        graphics.fillOval(90, 50, 140, 140);
        graphics.dispose();
        return png(image);
    }

    /** A JPEG of one colour. */
    static byte[] jpeg() {
        return written(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    private static byte[] png(BufferedImage image) {
        return written(image, "png");
    }

    private static byte[] written(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
