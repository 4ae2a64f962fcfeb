package io.likeness.server.testing;

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

/** A drawing of many shapes, the same for the same seed, and edited copies of it. Immutable. */
public final class EditedScene {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;

    private final BufferedImage image;

    private EditedScene(BufferedImage image) {
        this.image = image;
    }

    /** What is done to a copy, and what that makes of it. */
    public enum Edit {
        HALF("edited"),
        GREY("edited"),
        CROP("crop"),
        FRAME("contains"),
        MIRROR("mirrored"),
        QUARTER_TURN("rotated");

        private final String verdict;

        Edit(String verdict) {
            this.verdict = verdict;
        }

        /** The word the interface has for it. */
        public String verdict() {
            return verdict;
        }
    }

    /** Draws the scene. */
    public static EditedScene of(long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(random.nextInt(0x1000000)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < 140; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            int size = 8 + random.nextInt(HEIGHT / (2 + i / 12));
            int x = random.nextInt(WIDTH) - size / 2;
            int y = random.nextInt(HEIGHT) - size / 2;
            if (random.nextBoolean()) {
                pen.fillOval(x, y, size, size / 2 + 4);
            } else {
                pen.fillPolygon(new int[] {x, x + size, x + size / 3}, new int[] {y, y + size / 4, y + size}, 3);
            }
        }
        pen.dispose();
        return new EditedScene(image);
    }

    /** The scene as PNG. */
    public byte[] file() {
        return png(image);
    }

    /** An edited copy as PNG. */
    public byte[] edited(Edit edit) {
        return switch (edit) {
            case HALF -> moved(AffineTransform.getScaleInstance(0.5, 0.5), WIDTH / 2, HEIGHT / 2);
            case GREY -> grey();
            case CROP -> png(image.getSubimage(WIDTH / 4, HEIGHT / 4, WIDTH / 2, HEIGHT / 2));
            case FRAME -> moved(new AffineTransform(1, 0, 0, 1, 0.3 * 800, 0.2 * 500), 800, 500);
            case MIRROR -> moved(new AffineTransform(-1, 0, 0, 1, WIDTH, 0), WIDTH, HEIGHT);
            case QUARTER_TURN -> moved(new AffineTransform(0, 1, -1, 0, HEIGHT, 0), HEIGHT, WIDTH);
        };
    }

    /** The scene moved on a light canvas, as PNG. */
    public byte[] moved(AffineTransform map, int width, int height) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(Color.LIGHT_GRAY);
        pen.fillRect(0, 0, width, height);
        pen.drawImage(image, map, null);
        pen.dispose();
        return png(canvas);
    }

    private byte[] grey() {
        BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = grey.createGraphics();
        pen.drawImage(image, 0, 0, null);
        pen.dispose();
        return png(grey);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
