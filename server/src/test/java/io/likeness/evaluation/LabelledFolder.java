package io.likeness.evaluation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws folders of pictures that a network can tell apart. */
public final class LabelledFolder {
    private LabelledFolder() {}

    /** Two labels of {@code each} pictures: discs on light ground, and stripes. The same seed draws the same pictures. */
    public static Path draw(Path folder, int each, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < each; i++) {
            write(folder.resolve("disc").resolve("disc-" + i + ".png"), disc(random));
            write(folder.resolve("stripes").resolve("stripes-" + i + ".png"), stripes(random));
        }
        return folder;
    }

    private static BufferedImage disc(Random random) {
        BufferedImage image = new BufferedImage(280, 260, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(230, 230, 220 + random.nextInt(30)));
        pen.fillRect(0, 0, 280, 260);
        pen.setColor(Color.getHSBColor(random.nextFloat(), 0.9f, 0.8f));
        int size = 80 + random.nextInt(100);
        pen.fillOval(20 + random.nextInt(60), 10 + random.nextInt(60), size, size);
        pen.dispose();
        return image;
    }

    private static BufferedImage stripes(Random random) {
        BufferedImage image = new BufferedImage(280, 260, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        int step = 12 + random.nextInt(12);
        for (int x = 0; x < 280; x += step) {
            pen.setColor(Color.getHSBColor(random.nextFloat(), 0.8f, x / step % 2 == 0 ? 0.3f : 0.9f));
            pen.fillRect(x, 0, step, 260);
        }
        pen.dispose();
        return image;
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
