package io.likeness.evaluation;

import io.likeness.failure.Failure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Drawings in families of which no two are one picture, although they have much in common: the same drawing painted in other colours, drawings of which
 * half the shapes are the same, the same shapes in other places. Photographs have few of these; weights that were not fitted on any take each of them for copies.
 */
final class DrawnFamilies {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 320;

    private DrawnFamilies() {}

    /** What a member of a family is. */
    private enum Variant {
        FIRST(1),
        OTHER_COLOURS(2),
        HALF_THE_SAME(3),
        MOVED(4);

        private final long seed;

        Variant(long seed) {
            this.seed = seed;
        }
    }

    /**
     * A shape, by the number that draws it.
     *
     * @param kind 0 to 3
     * @param size px
     * @param turn radians
     */
    private record Form(int kind, double x, double y, double size, double turn, long seed) {
        Form movedTo(Random random) {
            return new Form(kind, random.nextDouble() * WIDTH, random.nextDouble() * HEIGHT, size, turn, seed);
        }
    }

    /** Writes {@code families} of four as PNG files into {@code folder}, which exists; the same for the same number. */
    static List<LabelledPicture> write(Path folder, int families) {
        List<LabelledPicture> pictures = new ArrayList<>();
        try {
            for (int family = 0; family < families; family++) {
                for (Variant variant : Variant.values()) {
                    Path file = folder.resolve(family + "-" + variant + ".png");
                    ImageIO.write(drawn(family, variant), "png", file.toFile());
                    pictures.add(new LabelledPicture("drawn-" + family, file));
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("drawings cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        return pictures;
    }

    private static BufferedImage drawn(int family, Variant variant) {
        Random random = new Random(family * 0x9e3779b97f4a7c15L);
        // Some have one kind of shape only, which is alike wherever it stands.
        int kinds = 1 + random.nextInt(15);
        List<Form> forms = new ArrayList<>();
        int count = 8 + random.nextInt(36);
        for (int i = 0; i < count; i++) {
            forms.add(form(random, kinds));
        }
        Random own = new Random((family * 0x9e3779b97f4a7c15L) ^ variant.seed);
        for (int i = 0; i < count; i++) {
            if (variant == Variant.HALF_THE_SAME && i % 2 == 1) {
                forms.set(i, form(own, kinds));
            } else if (variant == Variant.MOVED) {
                forms.set(i, forms.get(i).movedTo(own));
            }
        }
        boolean sameColours = variant == Variant.FIRST || variant == Variant.HALF_THE_SAME;
        return painted(forms, new Random(sameColours ? family * 7L : own.nextLong()));
    }

    private static Form form(Random random, int kinds) {
        int kind = random.nextInt(4);
        while (((kinds >> kind) & 1) == 0) {
            kind = random.nextInt(4);
        }
        double size = 10 + 110 * random.nextDouble() * random.nextDouble();
        return new Form(
                kind,
                random.nextDouble() * WIDTH,
                random.nextDouble() * HEIGHT,
                size,
                random.nextInt(3) * random.nextDouble(),
                random.nextLong());
    }

    private static BufferedImage painted(List<Form> forms, Random colours) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, colour(colours), 0, HEIGHT, colour(colours)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (Form form : forms) {
            pen.setColor(colour(colours));
            paint(pen, form);
        }
        pen.dispose();
        return image;
    }

    private static void paint(Graphics2D pen, Form form) {
        AffineTransform before = pen.getTransform();
        pen.translate(form.x(), form.y());
        pen.rotate(form.turn());
        Random random = new Random(form.seed());
        double size = form.size();
        double flat = 0.4 + random.nextDouble();
        pen.setStroke(new BasicStroke(1 + random.nextInt(4)));
        switch (form.kind()) {
            case 0 -> pen.fill(new Ellipse2D.Double(-size / 2, -size / 2, size, size * flat));
            case 1 -> pen.fill(new Rectangle2D.Double(-size / 2, -size / 2, size, size * flat));
            case 2 -> pen.fill(polygon(random, size));
            default -> {
                int lines = 3 + random.nextInt(6);
                for (int i = 0; i < lines; i++) {
                    pen.draw(new Ellipse2D.Double(i * size / 2 / lines, 0, size - i * size / lines, size * flat));
                }
            }
        }
        pen.setTransform(before);
    }

    private static Shape polygon(Random random, double size) {
        Polygon corners = new Polygon();
        int count = 3 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            double reach = size * (0.3 + 0.5 * random.nextDouble());
            corners.addPoint((int) (reach * Math.cos(angle)), (int) (reach * Math.sin(angle)));
        }
        return corners;
    }

    private static Color colour(Random random) {
        return Color.getHSBColor(
                random.nextFloat(), 0.1f + 0.9f * random.nextFloat(), 0.15f + 0.85f * random.nextFloat());
    }
}
