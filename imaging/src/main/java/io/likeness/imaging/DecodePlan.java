package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.Frame;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;

/**
 * What native code is to make of a picture's bytes: all that was learnt about them in Java.
 *
 * @param type the format
 * @param kind what the native decoder makes of it
 * @param frame what part of the stored picture it makes
 * @param storedWidth columns as stored, at full scale
 * @param storedHeight rows as stored, at full scale
 * @param orientation what is to be done to the stored pixels
 * @param reduction by what the sides are divided: 1, 2, 4 or 8
 */
record DecodePlan(
        ImageType type,
        PixelKind kind,
        Frame frame,
        int storedWidth,
        int storedHeight,
        Orientation orientation,
        int reduction) {
    private static final int LARGEST_REDUCTION = 8;
    private static final int RGB_BYTES = 3;
    private static final int OPAQUE = -1;
    private static final int ALPHA = -2;
    private static final int PREMULTIPLIED = -3;

    /** The plan for a picture whose shorter side shall have {@code shortSide} px at least, or all that it has. */
    static DecodePlan of(PictureFile file, NativeInput input, int shortSide) {
        if (shortSide < 1) {
            throw new IllegalArgumentException("short side " + shortSide);
        }
        return new DecodePlan(
                file.type(),
                input.kind(),
                input.frame(),
                file.width(),
                file.height(),
                file.orientation(),
                file instanceof JpegFile ? reduction(Math.min(file.width(), file.height()), shortSide) : 1);
    }

    /** Bytes of memory that decoding takes for each pixel of the stored picture: the decoded ones, those over white, and the result. */
    static int memoryPerPixel(PictureFile file, NativeInput input) {
        return switch (input.kind()) {
            case PixelKind.Opaque() -> RGB_BYTES;
            case PixelKind.Alpha(boolean _) -> 4 * file.sampleBytes() + 2 * RGB_BYTES;
            case PixelKind.GreyWithKey(int _) -> file.sampleBytes() + 2 * RGB_BYTES;
        };
    }

    /** The largest of 1, 2, 4 and 8 by which the picture can be divided and stay as large as wanted. */
    private static int reduction(int stored, int shortSide) {
        int by = LARGEST_REDUCTION;
        while (by > 1 && reduced(stored, by) < shortSide) {
            by /= 2;
        }
        return by;
    }

    /** Rows or columns of a reduced picture that show more picture than padding. */
    private static int reduced(int side, int by) {
        return (side + by / 2) / by;
    }

    /** Columns that the native decoder makes of the frame: it rounds up. */
    int decodedWidth() {
        return Math.ceilDiv(frame.width(), reduction);
    }

    /** Rows that the native decoder makes of the frame: it rounds up. */
    int decodedHeight() {
        return Math.ceilDiv(frame.height(), reduction);
    }

    /** Columns of the frame without padding. */
    int frameWidth() {
        return reduced(frame.width(), reduction);
    }

    /** Rows of the frame without padding. */
    int frameHeight() {
        return reduced(frame.height(), reduction);
    }

    /** Whether the frame fills the stored picture. */
    boolean fillsCanvas() {
        return frame.width() == storedWidth && frame.height() == storedHeight;
    }

    /** Whether the native decoder's pixels are the result, as they are. */
    boolean isDirect() {
        return kind instanceof PixelKind.Opaque
                && orientation == Orientation.UPRIGHT
                && fillsCanvas()
                && decodedWidth() == frameWidth()
                && decodedHeight() == frameHeight();
    }

    /** Columns of the result. */
    int width() {
        return reduced(orientation.swapsSides() ? storedHeight : storedWidth, reduction);
    }

    /** Rows of the result. */
    int height() {
        return reduced(orientation.swapsSides() ? storedWidth : storedHeight, reduction);
    }

    /** Bytes of the result: 3 a pixel. */
    int bytes() {
        return Math.toIntExact(3L * width() * height());
    }

    /** Pixels of the whole picture, at full scale. */
    long storedPixels() {
        return (long) storedWidth * storedHeight;
    }

    @SuppressWarnings("EnumOrdinal") // Whoever reads it runs the same classes.
    void write(ByteBuffer target) {
        int kindCode = switch (kind) {
            case PixelKind.Opaque() -> OPAQUE;
            case PixelKind.Alpha(boolean premultiplied) -> premultiplied ? PREMULTIPLIED : ALPHA;
            case PixelKind.GreyWithKey(int transparent) -> transparent;
        };
        target.putInt(type.ordinal()).putInt(kindCode);
        target.putInt(frame.left()).putInt(frame.top()).putInt(frame.width()).putInt(frame.height());
        target.putInt(storedWidth)
                .putInt(storedHeight)
                .putInt(orientation.ordinal())
                .putInt(reduction);
    }

    /** Reads what {@link #write} wrote. */
    @SuppressWarnings("EnumOrdinal") // As above.
    static DecodePlan read(ByteBuffer source) {
        ImageType type = ImageType.values()[source.getInt()];
        int kindCode = source.getInt();
        PixelKind kind = switch (kindCode) {
            case OPAQUE -> new PixelKind.Opaque();
            case ALPHA -> new PixelKind.Alpha(false);
            case PREMULTIPLIED -> new PixelKind.Alpha(true);
            default -> new PixelKind.GreyWithKey(kindCode);
        };
        Frame frame = new Frame(source.getInt(), source.getInt(), source.getInt(), source.getInt());
        int width = source.getInt();
        int height = source.getInt();
        Orientation orientation = Orientation.values()[source.getInt()];
        return new DecodePlan(type, kind, frame, width, height, orientation, source.getInt());
    }
}
