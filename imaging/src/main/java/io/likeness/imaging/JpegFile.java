package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A JPEG file (ITU-T T.81, annex B).
 *
 * @param frameAt where the frame header's marker stands
 */
record JpegFile(Bytes bytes, int width, int height, Orientation orientation, int frameAt) implements PictureFile {
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;

    // A progressive picture of a few kB can make a decoder run over all its pixels once for each scan.
    private static final int MAX_SCANS = 100;

    static JpegFile read(Bytes bytes) {
        Orientation orientation = Orientation.UPRIGHT;
        for (int at = nextMarker(bytes, 2); ; at = nextMarker(bytes, at + 2 + lengthAt(bytes, at))) {
            int marker = bytes.u8(at + 1);
            if (isFrame(marker)) {
                return withFrame(bytes, at, orientation);
            }
            if (marker == SOS || marker == EOI) {
                throw bytes.damaged("it has no frame header");
            }
            if (marker == APP1 && orientation == Orientation.UPRIGHT && bytes.has(at + 4, "Exif\0")) {
                orientation = TiffDirectory.exifOrientation(bytes.slice(at + 10, Math.max(0, lengthAt(bytes, at) - 8)));
            }
        }
    }

    private static JpegFile withFrame(Bytes bytes, int at, Orientation orientation) {
        int marker = bytes.u8(at + 1);
        if (marker != SOF0 && marker != SOF1 && marker != SOF2) {
            throw bytes.unsupported(marker < 0xC9 ? "lossless or hierarchical coding" : "arithmetic coding");
        }
        int precision = bytes.u8(at + 4);
        if (precision != 8) {
            throw bytes.unsupported(precision + " bits a sample");
        }
        int height = bytes.u16(at + 5);
        int width = bytes.u16(at + 7);
        if (width == 0 || height == 0) {
            throw bytes.damaged("its header says " + width + " x " + height + " px");
        }
        return new JpegFile(bytes, width, height, orientation, at);
    }

    @Override
    public ImageType type() {
        return ImageType.JPEG;
    }

    @Override
    public NativeInput nativeInput() {
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(bytes.view(0, 2));
        int scans = 0;
        int at = nextMarker(bytes, 2);
        while (bytes.u8(at + 1) != EOI) {
            int marker = bytes.u8(at + 1);
            int end = at + 2 + lengthAt(bytes, at);
            if (marker == SOS) {
                if (++scans > MAX_SCANS) {
                    throw bytes.unsupported("more than " + MAX_SCANS + " scans");
                }
                end = endOfEntropyCoded(end);
            }
            if (bearsPixels(marker, at)) {
                pieces.add(bytes.view(at, end - at));
            }
            at = nextMarker(bytes, end);
        }
        if (scans == 0) {
            throw bytes.damaged("it has no picture data");
        }
        pieces.add(bytes.view(at, 2));
        return NativeInput.whole(pieces, new PixelKind.Opaque(), this);
    }

    private boolean bearsPixels(int marker, int at) {
        return switch (marker) {
            case DHT, DQT, DRI, SOS -> true;
            // These two say what the colours mean.
            case APP0 -> bytes.has(at + 4, "JFIF");
            case APP14 -> bytes.has(at + 4, "Adobe");
            default -> isFrame(marker);
        };
    }

    /** In coded data 0xFF stands for itself before 0x00 and for a restart before 0xD0 to 0xD7; any other follower ends them. */
    private int endOfEntropyCoded(int from) {
        int at = bytes.indexOfFF(from);
        while (true) {
            if (at + 1 >= bytes.size()) {
                throw endMissing(bytes);
            }
            int follower = bytes.u8(at + 1);
            if (follower != 0 && (follower < RST0 || follower > RST7)) {
                return at;
            }
            at = bytes.indexOfFF(at + 2);
        }
    }

    /** Where the next marker's 0xFF stands: fill bytes and rubbish between segments are passed over, as decoders do. */
    private static int nextMarker(Bytes bytes, int from) {
        int at = bytes.indexOfFF(from);
        while (true) {
            if (at + 1 >= bytes.size()) {
                throw endMissing(bytes);
            }
            int follower = bytes.u8(at + 1);
            if (follower == 0xFF) {
                at++;
            } else if (follower <= 0x01 || (follower >= RST0 && follower <= RST7)) {
                at = bytes.indexOfFF(at + 2);
            } else {
                return at;
            }
        }
    }

    private static Failure.UnsupportedImage endMissing(Bytes bytes) {
        return bytes.damaged("it ends after " + bytes.size() + " bytes, before its end marker");
    }

    private static int lengthAt(Bytes bytes, int marker) {
        int length = bytes.u16(marker + 2);
        if (length < 2) {
            throw bytes.damaged("a segment of " + length + " bytes");
        }
        return length;
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
    }
}
