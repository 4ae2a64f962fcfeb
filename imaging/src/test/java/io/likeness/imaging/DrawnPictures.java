package io.likeness.imaging;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Pictures drawn and encoded for tests. */
final class DrawnPictures {
    private DrawnPictures() {}

    /** Four corners of different colours (red, green, blue, yellow; row by row) on a gradient, so that any turn and any channel swap shows. */
    static BufferedImage scene(int width, int height) {
        return scene(width, height, BufferedImage.TYPE_INT_RGB);
    }

    static BufferedImage scene(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(250, 240, 200), width, height, new Color(20, 30, 90)));
        g.fillRect(0, 0, width, height);
        int w = width / 3;
        int h = height / 3;
        fill(g, Color.RED, 0, 0, w, h);
        fill(g, Color.GREEN, width - w, 0, w, h);
        fill(g, Color.BLUE, 0, height - h, w, h);
        fill(g, Color.YELLOW, width - w, height - h, w, h);
        g.dispose();
        return image;
    }

    /** Left third opaque red, middle third half transparent blue, right third fully transparent. */
    static BufferedImage glass(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int third = x * 3 / width;
                image.setRGB(x, y, third == 0 ? 0xFFFF0000 : third == 1 ? 0x800000FF : 0x0000FF00);
            }
        }
        return image;
    }

    /** {@link #glass} as it looks on white. */
    static BufferedImage glassOverWhite(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int third = x * 3 / width;
                image.setRGB(x, y, third == 0 ? 0xFF0000 : third == 1 ? 0x7F7FFF : 0xFFFFFF);
            }
        }
        return image;
    }

    /** Pixel by pixel, 0xRRGGBB, row by row. */
    static BufferedImage pixels(int width, int... colours) {
        BufferedImage image = new BufferedImage(width, colours.length / width, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, image.getHeight(), colours, 0, width);
        return image;
    }

    static BufferedImage plain(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        fill(g, colour, 0, 0, width, height);
        g.dispose();
        return image;
    }

    private static void fill(Graphics2D g, Color colour, int x, int y, int width, int height) {
        g.setColor(colour);
        g.fillRect(x, y, width, height);
    }

    /** Encodes with the JDK: png, gif, bmp, tiff, jpeg. */
    static byte[] encoded(RenderedImage image, String format) {
        return encoded(image, format, param -> {});
    }

    static byte[] encoded(RenderedImage image, String format, Consumer<ImageWriteParam> options) {
        return write(new IIOImage(image, null, null), format, options);
    }

    static byte[] jpeg(int width, int height) {
        return encoded(scene(width, height), "jpeg", param -> quality(param, 0.95f));
    }

    static byte[] progressiveJpeg(int width, int height) {
        return encoded(scene(width, height), "jpeg", param -> {
            quality(param, 0.95f);
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        });
    }

    static void quality(ImageWriteParam param, float quality) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
    }

    static void compression(ImageWriteParam param, String type) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(type);
    }

    /** Four components stored as Adobe does: 255 minus the ink. With {@code ycck} the first three are stored as YCbCr of what they complement. */
    static byte[] cmykJpeg(BufferedImage image, boolean ycck, boolean adobeMarker) {
        int width = image.getWidth();
        int height = image.getHeight();
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Color c = new Color(image.getRGB(x, y));
                // Half of the darkness goes into black, so that the fourth component matters.
                int k = (255 + Math.max(c.getRed(), Math.max(c.getGreen(), c.getBlue()))) / 2;
                double[] cmyk = {c.getRed() * 255.0 / k, c.getGreen() * 255.0 / k, c.getBlue() * 255.0 / k, k};
                raster.setPixel(x, y, ycck ? ycck(cmyk) : cmyk);
            }
        }
        byte[] jpeg = write(new IIOImage(raster, null, null), "jpeg", param -> quality(param, 0.98f));
        return adobeMarker ? withAdobeMarker(jpeg, ycck ? 2 : 0) : jpeg;
    }

    /** Three components stored as red, green and blue, which only Adobe's marker tells. */
    static byte[] rgbJpeg(BufferedImage image) {
        WritableRaster raster = Raster.createInterleavedRaster(0, image.getWidth(), image.getHeight(), 3, null);
        raster.setPixels(
                0,
                0,
                image.getWidth(),
                image.getHeight(),
                image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null));
        return withAdobeMarker(write(new IIOImage(raster, null, null), "jpeg", param -> quality(param, 0.98f)), 0);
    }

    private static byte[] withAdobeMarker(byte[] jpeg, int transform) {
        byte[] marker = ByteArrays.join(
                ByteArrays.octets(0xFF, 0xEE, 0, 14),
                ByteArrays.text("Adobe"),
                ByteArrays.octets(0, 100, 0, 0, 0, 0, transform));
        return ByteArrays.insert(jpeg, 2, marker);
    }

    private static double[] ycck(double[] cmyk) {
        double r = 255 - cmyk[0];
        double g = 255 - cmyk[1];
        double b = 255 - cmyk[2];
        return new double[] {
            0.299 * r + 0.587 * g + 0.114 * b,
            128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
            128 + 0.5 * r - 0.418688 * g - 0.081312 * b,
            cmyk[3]
        };
    }

    /** WebP, lossless for a {@code quality} above 100. */
    static byte[] webp(BufferedImage image, int quality) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            BytePointer out = new BytePointer();
            IntPointer params = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality);
            if (!opencv_imgcodecs.imencode(".webp", mat(image), out, params)) {
                throw new AssertionError("no WebP");
            }
            byte[] bytes = new byte[Math.toIntExact(out.limit())];
            out.get(bytes);
            return bytes;
        }
    }

    /** B, G, R and, where the picture has it, A. */
    private static Mat mat(BufferedImage image) {
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
        int type = alpha ? opencv_core.CV_8UC4 : opencv_core.CV_8UC3;
        return new Mat(image.getHeight(), width, type, new BytePointer(pixels));
    }

    private static byte[] write(IIOImage image, String format, Consumer<ImageWriteParam> options) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            options.accept(param);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
