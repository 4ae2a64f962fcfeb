package io.likeness.server.duplicates;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The kinds of copies that are planted in a generated library. */
enum Plant {
    EXACT,
    JPEG,
    SMALLER,
    SMALL,
    CROP,
    MIRROR,
    QUARTER_TURN,
    TURN,
    GREY,
    LIGHTER,
    HUE,
    BLUR,
    BARS,
    MARK,
    FRAME,
    PASTE;

    private static final double TURN_BY = Math.toRadians(15);

    /**
     * A copy as a file.
     *
     * @param file of the original
     * @param other what {@link #PASTE} lays it over
     */
    byte[] file(byte[] file, BufferedImage picture, BufferedImage other, Random random) {
        return switch (this) {
            case EXACT -> file;
            case JPEG -> jpeg(picture, 0.35f);
            case SMALL -> jpeg(scaled(picture, 0.25), 0.4f);
            default -> jpeg(image(picture, other, random), 0.85f);
        };
    }

    private BufferedImage image(BufferedImage picture, BufferedImage other, Random random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        return switch (this) {
            case EXACT, JPEG, SMALL -> picture;
            case SMALLER -> scaled(picture, 0.6);
            case CROP -> {
                double share = 0.5 + 0.25 * random.nextDouble();
                int columns = (int) (width * share);
                int rows = (int) (height * share);
                yield Scenery.copy(picture.getSubimage(
                        random.nextInt(width - columns), random.nextInt(height - rows), columns, rows));
            }
            case MIRROR -> moved(picture, new AffineTransform(-1, 0, 0, 1, width, 0), width, height, Color.BLACK);
            case QUARTER_TURN -> moved(picture, new AffineTransform(0, -1, 1, 0, 0, width), height, width, Color.BLACK);
            case TURN -> turned(picture);
            case GREY -> {
                BufferedImage grey =
                        new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_GRAY), null).filter(picture, null);
                yield Scenery.copy(grey);
            }
            case LIGHTER -> Scenery.toned(picture, 0.75f, 60);
            case HUE -> hue(picture);
            case BLUR -> blurred(picture);
            case BARS -> bars(picture);
            case MARK -> Scenery.marked(picture, new Color(random.nextInt(0x1000000)));
            case FRAME ->
                moved(
                        picture,
                        new AffineTransform(1, 0, 0, 1, width * 0.25, height * 0.3),
                        (int) (width * 1.5),
                        (int) (height * 1.6),
                        new Color(0xF2F0EA));
            case PASTE -> {
                BufferedImage canvas = Scenery.copy(other);
                double scale = Math.min(other.getWidth() * 0.6 / width, other.getHeight() * 0.6 / height);
                Graphics2D pen = Scenery.pen(canvas);
                pen.drawImage(
                        picture,
                        new AffineTransform(scale, 0, 0, scale, other.getWidth() * 0.2, other.getHeight() * 0.2),
                        null);
                pen.dispose();
                yield canvas;
            }
        };
    }

    private static BufferedImage turned(BufferedImage picture) {
        double cos = Math.cos(TURN_BY);
        double sin = Math.sin(TURN_BY);
        int width = (int) (picture.getWidth() * cos + picture.getHeight() * sin);
        int height = (int) (picture.getWidth() * sin + picture.getHeight() * cos);
        AffineTransform map = new AffineTransform();
        map.translate(width / 2.0, height / 2.0);
        map.rotate(TURN_BY);
        map.translate(-picture.getWidth() / 2.0, -picture.getHeight() / 2.0);
        return moved(picture, map, width, height, Color.BLACK);
    }

    private static BufferedImage scaled(BufferedImage picture, double scale) {
        BufferedImage half = picture;
        // By halves, so that every pixel counts.
        double left = scale;
        while (left <= 0.5) {
            half = moved(
                    half,
                    AffineTransform.getScaleInstance(0.5, 0.5),
                    half.getWidth() / 2,
                    half.getHeight() / 2,
                    Color.BLACK);
            left *= 2;
        }
        return left == 1
                ? half
                : moved(
                        half,
                        AffineTransform.getScaleInstance(left, left),
                        (int) (half.getWidth() * left),
                        (int) (half.getHeight() * left),
                        Color.BLACK);
    }

    private static BufferedImage moved(
            BufferedImage picture, AffineTransform map, int width, int height, Color ground) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Scenery.pen(canvas);
        pen.setColor(ground);
        pen.fillRect(0, 0, width, height);
        pen.drawImage(picture, map, null);
        pen.dispose();
        return canvas;
    }

    private static BufferedImage hue(BufferedImage picture) {
        BufferedImage copy = Scenery.copy(picture);
        for (int y = 0; y < copy.getHeight(); y++) {
            for (int x = 0; x < copy.getWidth(); x++) {
                Color colour = new Color(copy.getRGB(x, y));
                float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
                copy.setRGB(x, y, Color.HSBtoRGB(hsb[0] + 0.23f, hsb[1], hsb[2]));
            }
        }
        return copy;
    }

    private static BufferedImage blurred(BufferedImage picture) {
        float[] box = new float[49];
        Arrays.fill(box, 1f / box.length);
        ConvolveOp blur = new ConvolveOp(new Kernel(7, 7, box), ConvolveOp.EDGE_NO_OP, null);
        return Scenery.copy(blur.filter(blur.filter(picture, null), null));
    }

    private static BufferedImage bars(BufferedImage picture) {
        BufferedImage copy = Scenery.copy(picture);
        Graphics2D pen = Scenery.pen(copy);
        pen.setColor(Color.WHITE);
        for (int i = 0; i < 6; i++) {
            pen.fillRect(0, copy.getHeight() * i / 6, copy.getWidth(), copy.getHeight() / 22);
        }
        pen.dispose();
        return copy;
    }

    /** A JPEG of this quality, 0 to 1. */
    static byte[] jpeg(BufferedImage picture, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream target = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(target);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
