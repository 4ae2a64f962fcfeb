package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.PixelKind;
import java.util.List;

/**
 * A BMP file, of Windows or of OS/2 1.x.
 *
 * @param alpha whether the header describes an alpha channel
 * @param dataBytes how many bytes the pixels take where they are not compressed, else 0
 */
record BmpFile(Bytes bytes, int width, int height, boolean alpha, long dataBytes) implements PictureFile {
    private static final int DIB_AT = 14;
    private static final int OS2_HEADER = 12;
    private static final int WINDOWS_HEADER = 40;
    private static final int HEADER_WITH_ALPHA_MASK = 56;
    private static final int RGB = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;

    /** Whether the bytes look like BMP behind its two letters, which begin many a text as well. */
    static boolean isLikely(Bytes bytes) {
        if (bytes.size() < DIB_AT + 4) {
            return false;
        }
        long size = bytes.u32(DIB_AT);
        return size == OS2_HEADER || (size >= WINDOWS_HEADER && size <= 124);
    }

    static BmpFile read(Bytes bytes) {
        boolean os2 = bytes.u32(DIB_AT) == OS2_HEADER;
        long width = os2 ? bytes.u16(DIB_AT + 4) : bytes.i32(DIB_AT + 4);
        // A negative height says that the rows stand top-down.
        long height = os2 ? bytes.u16(DIB_AT + 6) : Math.abs((long) bytes.i32(DIB_AT + 8));
        int bits = bytes.u16(os2 ? DIB_AT + 10 : DIB_AT + 14);
        long compression = os2 ? RGB : bytes.u32(DIB_AT + 16);
        if (width < 1 || height < 1 || height > Integer.MAX_VALUE) {
            throw bytes.damaged("its header says " + width + " x " + height + " px");
        }
        boolean known = switch ((int) compression) {
            case RGB -> List.of(1, 4, 8, 16, 24, 32).contains(bits);
            case RLE8 -> bits == 8;
            case RLE4 -> bits == 4;
            case BITFIELDS -> bits == 16 || bits == 32;
            default -> false;
        };
        if (!known) {
            throw bytes.unsupported(bits + " bits a pixel and compression " + compression);
        }
        boolean alpha = compression == BITFIELDS && bits == 32 && checkMasks(bytes);
        long row = (width * bits + 31) / 32 * 4;
        boolean packed = compression == RLE8 || compression == RLE4;
        return new BmpFile(bytes, (int) width, (int) height, alpha, packed ? 0 : row * height);
    }

    /** Says whether there is a mask for alpha; OpenCV reads 32 bits as B, G, R, A whatever the masks are. */
    private static boolean checkMasks(Bytes bytes) {
        boolean alphaMask = bytes.u32(DIB_AT) >= HEADER_WITH_ALPHA_MASK;
        long alpha = alphaMask ? bytes.u32(DIB_AT + 52) : 0;
        if (bytes.u32(DIB_AT + 40) != 0xFF0000
                || bytes.u32(DIB_AT + 44) != 0xFF00
                || bytes.u32(DIB_AT + 48) != 0xFF
                || (alpha != 0 && alpha != 0xFF000000L)) {
            throw bytes.unsupported("unusual colour masks");
        }
        return alpha != 0;
    }

    @Override
    public ImageType type() {
        return ImageType.BMP;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public NativeInput nativeInput() {
        // Fails where rows are missing.
        bytes.view(bytes.u32(10), dataBytes);
        PixelKind kind = alpha ? new PixelKind.Alpha(false) : new PixelKind.Opaque();
        return NativeInput.whole(List.of(bytes.view(0, bytes.size())), kind, this);
    }
}
