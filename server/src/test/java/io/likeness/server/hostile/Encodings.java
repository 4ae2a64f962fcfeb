package io.likeness.server.hostile;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures in every format that the server takes, and in more than one way for most. */
final class Encodings {
    private static final Map<String, Consumer<ImageWriteParam>> BY_THE_JDK = Map.ofEntries(
            Map.entry("jpeg", param -> {}),
            Map.entry("jpeg progressive", param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)),
            Map.entry("png", param -> {}),
            Map.entry("png interlaced", param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)),
            Map.entry("png grey", param -> {}),
            Map.entry("png alpha", param -> {}),
            Map.entry("gif", param -> {}),
            Map.entry("gif interlaced", param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)),
            Map.entry("bmp", param -> {}),
            Map.entry("tiff plain", param -> {}),
            Map.entry("tiff LZW", param -> compression(param, "LZW")),
            Map.entry("tiff Deflate", param -> compression(param, "Deflate")),
            Map.entry("tiff PackBits", param -> compression(param, "PackBits")),
            Map.entry("tiff JPEG", param -> compression(param, "JPEG")));

    private static final String[] NAMES = {
        "jpeg",
        "jpeg progressive",
        "png",
        "png interlaced",
        "png grey",
        "png alpha",
        "gif",
        "gif interlaced",
        "bmp",
        "tiff plain",
        "tiff LZW",
        "tiff Deflate",
        "tiff PackBits",
        "tiff JPEG",
        "webp lossy",
        "webp lossless",
        "webp alpha"
    };

    private Encodings() {}

    /** One of the names that {@link #encode} takes; each begins with its format. */
    static String any(Random random) {
        return NAMES[random.nextInt(NAMES.length)];
    }

    /** All of them. */
    static String[] all() {
        return NAMES.clone();
    }

    /** A picture of random patches. */
    static byte[] encode(String name, int width, int height, Random random) {
        boolean alpha = name.endsWith("alpha");
        BufferedImage image = new BufferedImage(
                width,
                height,
                alpha
                        ? BufferedImage.TYPE_INT_ARGB
                        : name.endsWith("grey") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(
                0, 0, new Color(random.nextInt(1 << 24)), width, height, new Color(random.nextInt(1 << 24))));
        pen.fillRect(0, 0, width, height);
        for (int patch = 0; patch < 8; patch++) {
            pen.setColor(new Color(random.nextInt(), alpha));
            pen.fillOval(random.nextInt(width), random.nextInt(height), 1 + width / 3, 1 + height / 3);
        }
        pen.dispose();
        Consumer<ImageWriteParam> options = BY_THE_JDK.get(name);
        return options == null ? webp(image, name.equals("webp lossy") ? 60 : 101) : byTheJdk(image, name, options);
    }

    private static void compression(ImageWriteParam param, String type) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(type);
    }

    private static byte[] byTheJdk(BufferedImage image, String name, Consumer<ImageWriteParam> options) {
        ImageWriter writer =
                ImageIO.getImageWritersByFormatName(name.split(" ", 2)[0]).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            options.accept(param);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Lossless for a {@code quality} above 100. */
    private static byte[] webp(BufferedImage image, int quality) {
        boolean alpha = image.getColorModel().hasAlpha();
        int width = image.getWidth();
        byte[] pixels = new byte[width * image.getHeight() * (alpha ? 4 : 3)];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                int argb = image.getRGB(x, y);
                pixels[at++] = (byte) argb;
                pixels[at++] = (byte) (argb >> 8);
                pixels[at++] = (byte) (argb >> 16);
                if (alpha) {
                    pixels[at++] = (byte) (argb >> 24);
                }
            }
        }
        try (PointerScope _ = new PointerScope()) {
            Mat mat = new Mat(
                    image.getHeight(),
                    width,
                    alpha ? opencv_core.CV_8UC4 : opencv_core.CV_8UC3,
                    new BytePointer(pixels));
            BytePointer out = new BytePointer();
            if (!opencv_imgcodecs.imencode(
                    ".webp", mat, out, new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality))) {
                throw new AssertionError("no WebP");
            }
            byte[] bytes = new byte[Math.toIntExact(out.limit())];
            out.get(bytes);
            return bytes;
        }
    }
}
