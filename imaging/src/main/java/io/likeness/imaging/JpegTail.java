package io.likeness.imaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds JPEG pictures whose coded data end before their last row although the end marker is there: cut and closed again, or with a header that claims
 * more rows than there are. libjpeg fills what is missing with coefficients of zero and warns; OpenCV keeps that warning to itself. So where the last
 * pixel is what zero coefficients give, which it is in few honest pictures, the JDK's decoder, which tells of such warnings, has the last word.
 */
final class JpegTail {
    // Zero coefficients give the middle of each component's range: as colours and as grey 128, from CMYK 128 * 128 /
    // 255.
    private static final int MIDDLE = 128;
    private static final int MIDDLE_OF_CMYK = 64;
    private static final int TOLERANCE = 2;

    // All rows are decoded but only every 64th is kept.
    private static final int SUBSAMPLING = 64;

    private JpegTail() {}

    /**
     * Whether the data end early.
     *
     * @param rgb as decoded and not yet turned
     * @param file what was decoded
     */
    static boolean isMissing(Mat rgb, ByteBuffer file) {
        BytePointer last = rgb.ptr(rgb.rows() - 1, rgb.cols() - 1);
        return (isAll(last, MIDDLE) || isAll(last, MIDDLE_OF_CMYK)) && endsEarly(file);
    }

    private static boolean isAll(BytePointer pixel, int value) {
        for (int channel = 0; channel < 3; channel++) {
            if (Math.abs((pixel.get(channel) & 0xFF) - value) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsEarly(ByteBuffer file) {
        byte[] bytes = new byte[file.remaining()];
        file.duplicate().get(bytes);
        AtomicBoolean early = new AtomicBoolean();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warning.contains("premature end")) {
                    early.set(true);
                }
            });
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(SUBSAMPLING, SUBSAMPLING, 0, 0);
            reader.readRaster(0, param);
            return early.get();
        } catch (IOException e) {
            // It refuses some files that OpenCV reads; that proves nothing about their end.
            return early.get();
        } finally {
            reader.dispose();
        }
    }
}
