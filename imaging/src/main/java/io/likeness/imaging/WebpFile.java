package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A WebP file (RFC 9649); of an animation the first frame is taken.
 *
 * @param flagsAt where the flags of the extended header stand, or 0 without one
 * @param end where the picture ends, at or before the end of the bytes
 */
record WebpFile(Bytes bytes, int width, int height, Orientation orientation, boolean alpha, long flagsAt, long end)
        implements PictureFile {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FLAG_ANIMATION = 0x02;
    private static final int FLAG_EXIF = 0x08;
    private static final int FLAG_ALPHA = 0x10;

    static WebpFile read(Bytes bytes) {
        long end = CHUNK_HEADER_BYTES + bytes.u32(4);
        long data = FIRST_CHUNK + CHUNK_HEADER_BYTES;
        if (bytes.has(FIRST_CHUNK, "VP8X")) {
            int flags = bytes.u8(data);
            Orientation orientation = (flags & FLAG_EXIF) != 0 ? exifOrientation(bytes) : Orientation.UPRIGHT;
            boolean alpha = (flags & (FLAG_ALPHA | FLAG_ANIMATION)) != 0;
            int width = bytes.u24LittleEndian(data + 4) + 1;
            int height = bytes.u24LittleEndian(data + 7) + 1;
            return new WebpFile(bytes, width, height, orientation, alpha, data, end);
        }
        if (bytes.has(FIRST_CHUNK, "VP8L") && bytes.u8(data) == 0x2F) {
            int sides = bytes.i32(data + 1);
            boolean alpha = (sides >>> 28 & 1) != 0;
            return new WebpFile(
                    bytes, (sides & 0x3FFF) + 1, (sides >>> 14 & 0x3FFF) + 1, Orientation.UPRIGHT, alpha, 0, end);
        }
        if (bytes.has(FIRST_CHUNK, "VP8 ") && bytes.u24LittleEndian(data + 3) == 0x2A019D) {
            int width = bytes.u16(data + 6) & 0x3FFF;
            int height = bytes.u16(data + 8) & 0x3FFF;
            if (width == 0 || height == 0) {
                throw bytes.damaged("its header says " + width + " x " + height + " px");
            }
            return new WebpFile(bytes, width, height, Orientation.UPRIGHT, false, 0, end);
        }
        throw bytes.damaged("it does not begin with a picture");
    }

    private static Orientation exifOrientation(Bytes bytes) {
        for (long at = FIRST_CHUNK; at + CHUNK_HEADER_BYTES <= bytes.size(); ) {
            long length = bytes.u32(at + 4);
            long data = at + CHUNK_HEADER_BYTES;
            if (bytes.has(at, "EXIF") && data + length <= bytes.size()) {
                // Some writers put the prefix before it that JPEG wants.
                int prefix = bytes.has(data, "Exif\0\0") ? 6 : 0;
                return TiffDirectory.exifOrientation(bytes.slice(data + prefix, length - prefix));
            }
            at = data + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    @Override
    public ImageType type() {
        return ImageType.WEBP;
    }

    @Override
    public NativeInput nativeInput() {
        PixelKind kind = alpha ? new PixelKind.Alpha(false) : new PixelKind.Opaque();
        if (flagsAt == 0 || !alpha) {
            return NativeInput.whole(List.of(bytes.view(0, end)), kind, this);
        }
        // OpenCV drops the transparency around an animation's frame unless the header announces some.
        ByteBuffer flags = ByteBuffer.wrap(new byte[] {(byte) (bytes.u8(flagsAt) | FLAG_ALPHA)});
        ByteBuffer before = bytes.view(0, flagsAt);
        ByteBuffer after = bytes.view(flagsAt + 1, end - flagsAt - 1);
        return NativeInput.whole(List.of(before, flags, after), kind, this);
    }
}
