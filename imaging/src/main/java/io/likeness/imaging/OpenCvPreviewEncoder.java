package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.likeness.image.DecodedImage;
import io.likeness.image.PreviewEncoder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Shrinks by area and encodes with libjpeg-turbo. Holds no state, hence safe for use by many threads. */
public final class OpenCvPreviewEncoder implements PreviewEncoder {
    /** JPEG quality, 0 to 100: high, since a library can be embedded again from its previews; one takes about 10 to 25 kB. */
    static final int JPEG_QUALITY = 90;

    /** What libjpeg takes of a side, a little less than the format's 65,535 px. */
    private static final int LONGEST_SIDE = 65_500;

    @Override
    public byte[] encode(DecodedImage image) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            Mat rgb = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
            Mat bgr = new Mat();
            cvtColor(shrunk(rgb), bgr, COLOR_RGB2BGR);
            BytePointer jpeg = new BytePointer();
            if (!imencode(".jpg", bgr, jpeg, new IntPointer(IMWRITE_JPEG_QUALITY, JPEG_QUALITY))) {
                throw new IllegalStateException("no JPEG of " + bgr.cols() + " x " + bgr.rows() + " px");
            }
            byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
            jpeg.get(bytes);
            return bytes;
        }
    }

    private static Mat shrunk(Mat rgb) {
        double shortSide = Math.min(rgb.cols(), rgb.rows());
        double longSide = Math.max(rgb.cols(), rgb.rows());
        double scale = Math.min(SHORT_SIDE / shortSide, LONGEST_SIDE / longSide);
        if (scale >= 1) {
            return rgb;
        }
        Mat small = new Mat();
        int width = (int) Math.max(1, Math.round(rgb.cols() * scale));
        int height = (int) Math.max(1, Math.round(rgb.rows() * scale));
        resize(rgb, small, new Size(width, height), 0, 0, INTER_AREA);
        return small;
    }
}
