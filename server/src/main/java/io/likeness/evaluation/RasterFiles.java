package io.likeness.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pixels as picture files. */
final class RasterFiles {
    private RasterFiles() {}

    static byte[] png(Raster raster) {
        return encode(raster, "png", -1);
    }

    /** @param quality 0 to 1; times 100 it is the quality that libjpeg counts in */
    static byte[] jpeg(Raster raster, float quality) {
        return encode(raster, "jpeg", quality);
    }

    private static byte[] encode(Raster raster, String format, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (quality >= 0) {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Written to memory only: ImageIO's default would make a file for each picture.
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(target);
            writer.write(null, new IIOImage(buffered(raster), null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage buffered(Raster raster) {
        BufferedImage image = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                image.setRGB(
                        x, y, (raster.level(x, y, 0) << 16) | (raster.level(x, y, 1) << 8) | raster.level(x, y, 2));
            }
        }
        return image;
    }
}
