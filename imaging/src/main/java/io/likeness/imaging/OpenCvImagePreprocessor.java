package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.likeness.embedding.ImagePreprocessor;
import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import io.likeness.image.DecodedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Fills a network's input as OpenCV's {@code resize} followed by {@code blobFromImage} do, equal to the last bit where 1 / std is a power of two and to
 * 1e-6 of a value otherwise. In a process that sees many pictures, {@link AreaFit} takes over what it does faster; a channel may then be one of 255 off
 * where its exact value lies in the middle of two. Safe for use by many threads on different buffers.
 *
 * <p>{@link Preprocessing.Resize#CROP} rounds the longer side to the nearest px and leaves the odd px of what is cut off at the right and bottom.
 */
public final class OpenCvImagePreprocessor implements ImagePreprocessor {
    private static final int CHANNELS = 3;

    private final AreaFit fit = new AreaFit();

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if {@code row} is not direct, not in native byte order, or too short
     */
    @Override
    public void write(DecodedImage image, Preprocessing how, FloatBuffer row) {
        if (!row.isDirect() || row.order() != ByteOrder.nativeOrder() || row.remaining() < how.values()) {
            throw new IllegalArgumentException("a row of " + row.remaining() + " values, wanted are " + how.values()
                    + ", direct and in native order");
        }
        OpenCv.load();
        int width = how.width();
        int height = how.height();
        if (how.resize() == Resize.CROP) {
            double scale = Math.max((double) width / image.width(), (double) height / image.height());
            width = Math.max(width, (int) Math.round(image.width() * scale));
            height = Math.max(height, (int) Math.round(image.height() * scale));
        }
        fit.seen();
        ByteBuffer pixels = image.pixels();
        if (fit.isWarm() && pixels.isDirect() && AreaFit.isFor(image.width(), image.height(), width, height, how)) {
            AreaFit.write(pixels, image.width(), image.height(), width, height, how, row.slice());
        } else {
            write(pixels, image.width(), image.height(), new Size(width, height), how, row);
        }
    }

    private static void write(
            ByteBuffer pixels, int width, int height, Size whole, Preprocessing how, FloatBuffer row) {
        try (PointerScope _ = new PointerScope()) {
            Mat rgb = new Mat(height, width, CV_8UC3, new BytePointer(pixels));
            Mat fitted = resized(rgb, whole.width(), whole.height(), how);
            int left = (whole.width() - how.width()) / 2;
            int top = (whole.height() - how.height()) / 2;
            Mat middle = fitted.apply(new Rect(left, top, how.width(), how.height()));
            // A slice, because JavaCPP's pointers count a buffer's position twice when they are moved on.
            fill(middle, how, new FloatPointer(row.slice()));
        }
    }

    /** Shrinks a picture to the input's size, to see how long it takes. */
    static void shrink(ByteBuffer pixels, int width, int height, Preprocessing how) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            resized(new Mat(height, width, CV_8UC3, new BytePointer(pixels)), how.width(), how.height(), how);
        }
    }

    private static Mat resized(Mat rgb, int width, int height, Preprocessing how) {
        boolean shrinks = width <= rgb.cols() && height <= rgb.rows();
        Mat fitted = new Mat();
        int interpolation = code(shrinks ? how.shrink() : how.enlarge());
        resize(rgb, fitted, new Size(width, height), 0, 0, interpolation);
        return fitted;
    }

    /** Plane by plane, each converted where it shall stand. */
    private static void fill(Mat rgb, Preprocessing how, FloatPointer row) {
        long plane = (long) how.width() * how.height();
        Mat channel = new Mat();
        for (int i = 0; i < CHANNELS; i++) {
            extractChannel(rgb, channel, how.channelOrder() == ChannelOrder.RGB ? i : CHANNELS - 1 - i);
            FloatPointer place = row.getPointer(i * plane);
            Mat target = new Mat(how.height(), how.width(), CV_32FC1, place);
            double scale = 1.0 / how.std().get(i);
            channel.convertTo(target, CV_32F, scale, -how.mean().get(i) * scale);
        }
    }

    private static int code(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> INTER_NEAREST;
            case LINEAR -> INTER_LINEAR;
            case CUBIC -> INTER_CUBIC;
            case AREA -> INTER_AREA;
        };
    }
}
