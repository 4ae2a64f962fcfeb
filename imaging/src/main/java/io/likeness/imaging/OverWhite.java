package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CMP_EQ;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2mRGBA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Lays pictures as OpenCV decodes them unchanged (B, G, R and perhaps A, or grey; 8 or 16 bits) over white, natively and a few rows at a time, so that
 * nothing of the picture's size is needed beside source and result.
 */
final class OverWhite {
    private static final int STRIP_PIXELS = 1 << 16;
    // 0 to 65535 becomes 0 to 255.
    private static final double TO_8_BITS = 1 / 257.0;

    private OverWhite() {}

    /** Whether an alpha of {@code decoded} is multiplied into its colours already is told by {@code premultiplied}. */
    static Mat blend(Mat decoded, boolean premultiplied) {
        return inStrips(decoded, (strip, rgb) -> {
            Mat source = to8Bits(strip);
            switch (source.channels()) {
                case 1 -> cvtColor(source, rgb, COLOR_GRAY2RGB);
                case 3 -> cvtColor(source, rgb, COLOR_BGR2RGB);
                default -> blendAlpha(source, premultiplied, rgb);
            }
        });
    }

    /** Makes grey pixels of the value {@code transparent} white. */
    static Mat replaceGrey(Mat decoded, int transparent) {
        return inStrips(decoded, (strip, rgb) -> {
            Mat key = new Mat(1, 1, strip.type(), Scalar.all(transparent));
            Mat mask = new Mat();
            compare(strip, key, mask, CMP_EQ);
            cvtColor(to8Bits(strip), rgb, COLOR_GRAY2RGB);
            rgb.setTo(new Mat(1, 1, CV_8UC3, Scalar.WHITE), mask);
        });
    }

    private interface StripWork {
        void fill(Mat strip, Mat rgb);
    }

    private static Mat inStrips(Mat decoded, StripWork work) {
        Mat result = new Mat(decoded.rows(), decoded.cols(), CV_8UC3);
        int step = Math.max(1, STRIP_PIXELS / decoded.cols());
        for (int y = 0; y < decoded.rows(); y += step) {
            int end = Math.min(decoded.rows(), y + step);
            try (PointerScope _ = new PointerScope()) {
                work.fill(decoded.rowRange(y, end), result.rowRange(y, end));
            }
        }
        return result;
    }

    private static Mat to8Bits(Mat strip) {
        if (strip.depth() != CV_16U) {
            return strip;
        }
        Mat reduced = new Mat();
        strip.convertTo(reduced, CV_8U, TO_8_BITS, 0);
        return reduced;
    }

    private static void blendAlpha(Mat bgra, boolean premultiplied, Mat rgb) {
        Mat colours = bgra;
        if (!premultiplied) {
            colours = new Mat();
            cvtColor(bgra, colours, COLOR_RGBA2mRGBA);
        }
        cvtColor(colours, rgb, COLOR_BGRA2RGB);
        Mat white = new Mat();
        extractChannel(bgra, white, 3);
        bitwise_not(white, white);
        Mat whiteRgb = new Mat();
        cvtColor(white, whiteRgb, COLOR_GRAY2RGB);
        add(rgb, whiteRgb, rgb);
    }
}
