package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.Frame;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The part of decoding that is native code. What it makes belongs to the caller's {@link org.bytedeco.javacpp.PointerScope}. */
final class NativeDecoding {
    private NativeDecoding() {}

    /**
     * Decodes as planned.
     *
     * @param encoded what {@link NativeInput} picked of the file, in native memory
     * @return upright RGB of the planned size
     * @throws DecodeFault.UndecodableException if it cannot be decoded
     */
    static Mat decode(DecodePlan plan, ByteBuffer encoded) {
        return decode(plan, encoded, Optional.empty());
    }

    /** Does as {@link #decode(DecodePlan, ByteBuffer)} does, with the pixels in {@code target}, which is of the planned size. */
    static void decodeInto(DecodePlan plan, ByteBuffer encoded, Mat target) {
        Mat upright = decode(plan, encoded, Optional.of(target).filter(_ -> plan.isDirect()));
        if (upright.data().address() != target.data().address()) {
            upright.copyTo(target);
        }
    }

    private static Mat decode(DecodePlan plan, ByteBuffer encoded, Optional<Mat> target) {
        Mat row = new Mat(1, encoded.remaining(), CV_8UC1, new BytePointer(encoded));
        int flags = flags(plan.kind(), plan.reduction());
        Mat decoded = decode(row, flags, target);
        if (decoded.cols() != plan.decodedWidth() || decoded.rows() != plan.decodedHeight()) {
            throw DecodeFault.DAMAGED.exception();
        }
        Mat rgb = switch (plan.kind()) {
            case PixelKind.Opaque() -> decoded;
            case PixelKind.Alpha(boolean premultiplied) -> OverWhite.blend(decoded, premultiplied);
            case PixelKind.GreyWithKey(int transparent) -> OverWhite.replaceGrey(decoded, transparent);
        };
        if (plan.type() == ImageType.JPEG && JpegTail.isMissing(rgb, encoded)) {
            throw DecodeFault.ENDS_EARLY.exception();
        }
        return plan.orientation().upright(onCanvas(withoutPadding(rgb, plan), plan));
    }

    /** libjpeg rounds the size of a reduced picture up; what lies beyond the picture is padding of the file, of any colour. */
    private static Mat withoutPadding(Mat pixels, DecodePlan plan) {
        int width = plan.frameWidth();
        int height = plan.frameHeight();
        if (pixels.cols() == width && pixels.rows() == height) {
            return pixels;
        }
        // A copy has no gaps between its rows, as the part itself has.
        return pixels.apply(new Rect(0, 0, width, height)).clone();
    }

    private static int flags(PixelKind kind, int reduction) {
        if (!(kind instanceof PixelKind.Opaque)) {
            return IMREAD_UNCHANGED;
        }
        int scale = switch (reduction) {
            case 1 -> 0;
            case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
            case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
            default -> IMREAD_REDUCED_GRAYSCALE_8;
        };
        return IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | scale;
    }

    private static Mat decode(Mat encoded, int flags, Optional<Mat> target) {
        NativeLog.clear();
        Mat decoded;
        try {
            decoded = target.map(place -> imdecode(encoded, flags, place)).orElseGet(() -> imdecode(encoded, flags));
        } catch (RuntimeException e) {
            throw explained(e).exception();
        }
        if (decoded.empty() || NativeLog.hasErrors()) {
            throw DecodeFault.DAMAGED.exception();
        }
        return decoded;
    }

    /** JavaCPP throws what OpenCV throws as a plain RuntimeException; only its text tells what it was. */
    private static DecodeFault explained(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("CV_IO_MAX_IMAGE")) {
            return DecodeFault.BEYOND_ENVIRONMENT;
        }
        if (text.contains("Insufficient memory") || text.contains("bad_alloc")) {
            return DecodeFault.NO_MEMORY;
        }
        return DecodeFault.DAMAGED;
    }

    /** Puts a frame that does not fill its canvas in its place on white. */
    private static Mat onCanvas(Mat pixels, DecodePlan plan) {
        if (plan.fillsCanvas()) {
            return pixels;
        }
        Frame frame = plan.frame();
        Mat canvas = new Mat(plan.storedHeight(), plan.storedWidth(), CV_8UC3, Scalar.WHITE);
        pixels.copyTo(canvas.apply(new Rect(frame.left(), frame.top(), frame.width(), frame.height())));
        return canvas;
    }
}
