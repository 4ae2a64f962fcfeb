package io.likeness.evaluation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * The small set that the model card speaks of: eight scenes of shapes, each drawn six times with other places, sizes and shades. The same on every
 * machine, as no letters are in it.
 */
final class GeneratedSet {
    private static final int SCENES = 8;
    private static final int DRAWINGS = 6;
    private static final int SHAPES = 9;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 300;
    private static final double MOVED = 14;

    private GeneratedSet() {}

    /** Writes {@code scene-<n>/<m>.png} into {@code folder}. */
    static Path write(Path folder) {
        try {
            for (int scene = 0; scene < SCENES; scene++) {
                Path label = Files.createDirectories(folder.resolve("scene-" + scene));
                for (int drawing = 0; drawing < DRAWINGS; drawing++) {
                    ImageIO.write(
                            draw(scene, drawing),
                            "png",
                            label.resolve(drawing + ".png").toFile());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage draw(int scene, int drawing) {
        // What a scene is comes from the one, how it is drawn from the other.
        Random what = new Random(4711 + scene);
        Random how = new Random(100L * scene + drawing);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(shade(what.nextFloat(), 0.25f, 0.9f, how));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < SHAPES; i++) {
            pen.setColor(shade(what.nextFloat(), 0.4f + what.nextFloat() * 0.6f, 0.3f + what.nextFloat() * 0.6f, how));
            pen.setStroke(new BasicStroke(3 + what.nextInt(16)));
            int x = (int) (what.nextInt(WIDTH - 60) + how.nextGaussian() * MOVED);
            int y = (int) (what.nextInt(HEIGHT - 60) + how.nextGaussian() * MOVED);
            int size = (int) ((40 + what.nextInt(120)) * (0.85 + 0.3 * how.nextDouble()));
            switch (what.nextInt(4)) {
                case 0 -> pen.fillOval(x, y, size, size * 2 / 3);
                case 1 -> pen.fillRect(x, y, size * 2 / 3, size);
                case 2 -> pen.drawOval(x, y, size, size);
                default -> pen.drawLine(x, y, x + size, y + size / 2);
            }
        }
        pen.dispose();
        return image;
    }

    private static Color shade(float hue, float saturation, float brightness, Random how) {
        float moved = hue + (float) (how.nextGaussian() * 0.015);
        float lit = (float) Math.clamp(brightness + how.nextGaussian() * 0.05, 0, 1);
        return Color.getHSBColor(moved, saturation, lit);
    }
}
