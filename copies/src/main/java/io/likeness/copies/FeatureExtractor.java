package io.likeness.copies;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.likeness.copies.LocalFeatures.Keypoints;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.PreviewEncoder;
import io.likeness.imaging.OpenCv;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_features2d.SIFT;

/**
 * Finds local features with OpenCV's SIFT. A call computes for about 20 ms and belongs on a thread of a bounded pool. Holds no state, hence safe for use by many
 * threads.
 */
public final class FeatureExtractor {
    /** The most features of a stored picture; encoded they take 12 kB. */
    static final int STORED = 282;
    /** The most features of a picture searched for, which nobody stores. */
    static final int SEARCHED = 700;

    private static final int LAYERS = 3;
    // A quarter of the usual limit: what is blurred has little contrast left.
    private static final double CONTRAST = 0.01;
    private static final double EDGE = 10;
    private static final double SIGMA = 1.6;
    /** Px below which SIFT has no room. */
    private static final int LEAST_SIDE = 12;

    private static final double MOST_PIXELS = 4.0 * PreviewEncoder.SHORT_SIDE * PreviewEncoder.SHORT_SIDE;

    /**
     * The features of a stored picture from the JPEG of its preview.
     *
     * @throws Failure.UnsupportedImage if it cannot be decoded
     */
    public LocalFeatures extract(byte[] preview) {
        return extract(preview, STORED);
    }

    /** As {@link #extract(byte[])}, more of them, for a picture that is searched for. */
    public LocalFeatures extractQuery(byte[] preview) {
        return extract(preview, SEARCHED);
    }

    private static LocalFeatures extract(byte[] preview, int most) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            Mat rgb = imdecode(new Mat(1, preview.length, CV_8UC1, new BytePointer(preview)), IMREAD_COLOR_RGB);
            if (rgb.empty()) {
                throw Failure.UnsupportedImage.damaged("a preview is damaged: it cannot be decoded");
            }
            return features(rgb, most);
        }
    }

    /** The features of a picture that is searched for, shrunk to the size of a preview before. */
    public LocalFeatures extractQuery(DecodedImage image) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            Mat rgb = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
            return features(rgb, SEARCHED);
        }
    }

    private static LocalFeatures features(Mat rgb, int most) {
        Mat large = new Mat();
        cvtColor(rgb, large, COLOR_RGB2GRAY);
        Mat grey = shrunk(large);
        SIFT sift = SIFT.create(0, LAYERS, CONTRAST, EDGE, SIGMA, false);
        KeyPointVector found = new KeyPointVector();
        if (Math.min(grey.cols(), grey.rows()) >= LEAST_SIDE) {
            sift.detect(grey, found);
        }
        KeyPointVector chosen = KeypointChoice.of(found, most);
        Mat descriptors = new Mat();
        int count = Math.toIntExact(chosen.size());
        float[] values = new float[count * Descriptors.VALUES];
        if (count > 0) {
            sift.compute(grey, chosen, descriptors);
            new FloatPointer(descriptors.data()).get(values);
        }
        Keypoints points = KeypointChoice.points(chosen);
        long[] words = new long[LocalFeatures.WORDS * count];
        for (int i = 0; i < count; i++) {
            Descriptors.quantise(values, i * Descriptors.VALUES, words, i, count);
        }
        return new LocalFeatures(grey.cols(), grey.rows(), SmallPicture.of(rgb), points, words);
    }

    /** To the size of a preview, and a picture that is much longer than wide further: each of its pixels costs time and memory. */
    private static Mat shrunk(Mat large) {
        double width = large.cols();
        double height = large.rows();
        double scale = Math.min(
                PreviewEncoder.SHORT_SIDE / Math.min(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
        if (scale >= 1) {
            return large;
        }
        Mat small = new Mat();
        Size size =
                new Size((int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
        resize(large, small, size, 0, 0, INTER_AREA);
        return small;
    }
}
