package io.likeness.server.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws filled shapes on a picture. Colours are 0xRRGGBB. Used by one thread, for one picture. */
final class Pen {
    private final BufferedImage image;
    private final Graphics2D graphics;

    Pen(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** Fills everything from one colour above to another below. */
    Pen sky(int above, int below) {
        graphics.setPaint(new GradientPaint(0, 0, new Color(above), 0, height(), new Color(below)));
        graphics.fillRect(0, 0, width(), height());
        return this;
    }

    /** Fills a shape. */
    Pen fill(int colour, Shape shape) {
        graphics.setPaint(new Color(colour));
        graphics.fill(shape);
        return this;
    }

    /** An ellipse around a middle. */
    Pen oval(int colour, double x, double y, double rx, double ry) {
        return fill(colour, new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
    }

    /** A circle around a middle. */
    Pen disc(int colour, double x, double y, double radius) {
        return oval(colour, x, y, radius, radius);
    }

    /** A rectangle from its corner above left. */
    Pen box(int colour, double x, double y, double width, double height) {
        return fill(colour, new Rectangle2D.Double(x, y, width, height));
    }

    /** A rectangle with round corners. */
    Pen round(int colour, double x, double y, double width, double height, double radius) {
        return fill(colour, new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius));
    }

    /** A polygon of x, y, x, y and so on. */
    Pen polygon(int colour, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return fill(colour, path);
    }

    /** A line with round ends. */
    Pen line(int colour, double thickness, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        return draw(colour, thickness, path);
    }

    /** A bent line with round ends, of x, y of its beginning, of what it bends towards, and of its end. */
    Pen curve(int colour, double thickness, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        path.quadTo(points[2], points[3], points[4], points[5]);
        return draw(colour, thickness, path);
    }

    private Pen draw(int colour, double thickness, Shape shape) {
        graphics.setPaint(new Color(colour));
        graphics.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
        return this;
    }

    /** Draws with left and right swapped. */
    Pen mirrored(Runnable drawing) {
        AffineTransform before = graphics.getTransform();
        graphics.scale(-1, 1);
        drawing.run();
        graphics.setTransform(before);
        return this;
    }

    /** Draws turned around a point, in degrees, and of another size. */
    Pen turned(double x, double y, double degrees, double size, Runnable drawing) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(Math.toRadians(degrees));
        graphics.scale(size, size);
        drawing.run();
        graphics.setTransform(before);
        return this;
    }

    /** Half way from a colour to white. */
    static int lighter(int colour) {
        int red = ((colour >> 16 & 255) + 255) / 2;
        int green = ((colour >> 8 & 255) + 255) / 2;
        int blue = ((colour & 255) + 255) / 2;
        return red << 16 | green << 8 | blue;
    }

    /** The picture as PNG file. */
    byte[] png() {
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
