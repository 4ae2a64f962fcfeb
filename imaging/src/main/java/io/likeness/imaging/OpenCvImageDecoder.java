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

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.Frame;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Decodes JPEG, PNG, GIF, BMP, WebP and TIFF with OpenCV. Headers are read, limits checked and damage looked for in Java, before any native code sees
 * the bytes. Safe for use by many threads.
 */
public final class OpenCvImageDecoder implements ImageDecoder {
    /** The largest limit of pixels: three bytes each must fit into one buffer. */
    public static final long MAX_PIXELS = Integer.MAX_VALUE / 3;

    // libpng's limit of a side, a little below OpenCV's of 2^20.
    private static final int MAX_SIDE = 1_000_000;

    private final long maxPixels;
    private final PixelBudget budget;

    /**
     * @param maxPixels the most pixels a picture may have, 1 to {@link #MAX_PIXELS}
     * @param budget shared by all decoders of a process
     * @throws Failure.BadInput if {@code maxPixels} is outside its range
     */
    public OpenCvImageDecoder(long maxPixels, PixelBudget budget) {
        if (maxPixels < 1 || maxPixels > MAX_PIXELS) {
            throw new Failure.BadInput("likeness.max-pixels is " + maxPixels + ", allowed are 1 to " + MAX_PIXELS);
        }
        this.maxPixels = maxPixels;
        this.budget = budget;
    }

    @Override
    public ImageHeader readHeader(EncodedImage image) {
        return open(image).header();
    }

    @Override
    public DecodedImage decode(EncodedImage image, int shortSide) {
        if (shortSide < 1) {
            throw new IllegalArgumentException("short side " + shortSide);
        }
        PictureFile file = open(image);
        NativeInput input = file.nativeInput();
        ImageHeader header = file.header();
        PixelBudget.Share share = budget.acquire(header.pixels());
        boolean done = false;
        try {
            DecodedImage decoded = new MatImage(header, pixels(file, input, shortSide), share);
            done = true;
            return decoded;
        } finally {
            if (!done) {
                share.close();
            }
        }
    }

    private PictureFile open(EncodedImage image) {
        PictureFile file = PictureFiles.open(image);
        ImageHeader header = file.header();
        if (header.pixels() > maxPixels) {
            throw new Failure.TooLarge("the picture has " + header.width() + " x " + header.height() + " = "
                    + header.pixels() + " pixels, allowed are " + maxPixels + " (likeness.max-pixels)");
        }
        if (header.width() > MAX_SIDE || header.height() > MAX_SIDE) {
            throw new Failure.TooLarge("the picture has " + header.width() + " x " + header.height()
                    + " pixels, the longest side allowed is " + MAX_SIDE);
        }
        return file;
    }

    private static Mat pixels(PictureFile file, NativeInput input, int shortSide) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            Mat stored = opaque(file, input, file instanceof JpegFile ? reduction(file, shortSide) : 1);
            Mat upright = file.orientation().upright(onCanvas(stored, file, input.frame()));
            // The scope frees everything else, also when something is thrown.
            return upright.retainReference();
        }
    }

    /** The largest of 1, 2, 4 and 8 by which the picture can be divided and stay as large as wanted. */
    private static int reduction(PictureFile file, int shortSide) {
        int stored = Math.min(file.width(), file.height());
        int by = 8;
        while (by > 1 && reduced(stored, by) < shortSide) {
            by /= 2;
        }
        return by;
    }

    /** Rows or columns of a reduced picture that show more picture than padding. */
    private static int reduced(int side, int by) {
        return (side + by / 2) / by;
    }

    private static Mat opaque(PictureFile file, NativeInput input, int reduction) {
        BytePointer encoded = new BytePointer(input.size());
        ByteBuffer target = encoded.asByteBuffer();
        input.copyTo(target);
        Mat row = new Mat(1, input.size(), CV_8UC1, encoded);
        Frame frame = input.frame();
        int width = Math.ceilDiv(frame.width(), reduction);
        int height = Math.ceilDiv(frame.height(), reduction);
        Mat decoded = decode(file.type(), row, flags(input.kind(), reduction));
        if (decoded.cols() != width || decoded.rows() != height) {
            throw damaged(file.type());
        }
        Mat rgb = switch (input.kind()) {
            case PixelKind.Opaque() -> decoded;
            case PixelKind.Alpha(boolean premultiplied) -> OverWhite.blend(decoded, premultiplied);
            case PixelKind.GreyWithKey(int transparent) -> OverWhite.replaceGrey(decoded, transparent);
        };
        if (file instanceof JpegFile && JpegTail.isMissing(rgb, target.flip())) {
            throw Failure.UnsupportedImage.damaged("the JPEG is damaged: its data end before its last row");
        }
        return withoutPadding(rgb, reduced(frame.width(), reduction), reduced(frame.height(), reduction));
    }

    /** libjpeg rounds the size of a reduced picture up; what lies beyond the picture is padding of the file, of any colour. */
    private static Mat withoutPadding(Mat pixels, int width, int height) {
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

    private static Mat decode(ImageType type, Mat encoded, int flags) {
        NativeLog.clear();
        Mat decoded;
        try {
            decoded = imdecode(encoded, flags);
        } catch (RuntimeException e) {
            throw explained(type, e);
        }
        if (decoded.empty() || NativeLog.hasErrors()) {
            throw damaged(type);
        }
        return decoded;
    }

    /** JavaCPP throws what OpenCV throws as a plain RuntimeException; only its text tells what it was. */
    private static RuntimeException explained(ImageType type, RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("CV_IO_MAX_IMAGE")) {
            return new Failure.TooLarge("the picture is within likeness.max-pixels but beyond the environment variable"
                    + " OPENCV_IO_MAX_IMAGE_PIXELS, _WIDTH or _HEIGHT");
        }
        if (text.contains("Insufficient memory") || text.contains("bad_alloc")) {
            return new Failure.Overloaded("there is not enough memory to decode the picture now");
        }
        return damaged(type);
    }

    private static Failure.UnsupportedImage damaged(ImageType type) {
        return Failure.UnsupportedImage.damaged("the " + type + " is damaged: its data cannot be decoded");
    }

    /** Puts a frame that does not fill its canvas in its place on white. */
    private static Mat onCanvas(Mat pixels, PictureFile file, Frame frame) {
        if (frame.width() == file.width() && frame.height() == file.height()) {
            return pixels;
        }
        Mat canvas = new Mat(file.height(), file.width(), CV_8UC3, Scalar.WHITE);
        pixels.copyTo(canvas.apply(new Rect(frame.left(), frame.top(), frame.width(), frame.height())));
        return canvas;
    }
}
