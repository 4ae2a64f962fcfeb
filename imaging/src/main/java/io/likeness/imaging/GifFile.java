package io.likeness.imaging;

import io.likeness.image.ImageType;
import io.likeness.imaging.NativeInput.Frame;
import io.likeness.imaging.NativeInput.PixelKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A GIF file (CompuServe GIF89a); of an animation the first frame is taken. What it leaves uncovered is transparent.
 *
 * @param frame the first frame's place on the canvas
 * @param transparent index of the transparent colour
 * @param descriptorAt where the first frame's descriptor stands
 */
record GifFile(Bytes bytes, int width, int height, Frame frame, OptionalInt transparent, long descriptorAt)
        implements PictureFile {
    private static final int HEADER_BYTES = 13;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int DESCRIPTOR = 0x2C;
    private static final int TRAILER = 0x3B;

    static GifFile read(Bytes bytes) {
        long at = (long) HEADER_BYTES + tableBytes(bytes.u8(10));
        OptionalInt transparent = OptionalInt.empty();
        while (bytes.u8(at) == EXTENSION) {
            if (bytes.u8(at + 1) == GRAPHIC_CONTROL && bytes.u8(at + 2) == 4) {
                boolean given = (bytes.u8(at + 3) & 1) != 0;
                transparent = given ? OptionalInt.of(bytes.u8(at + 6)) : OptionalInt.empty();
            }
            at = endOfBlocks(bytes, at + 2);
        }
        if (bytes.u8(at) != DESCRIPTOR) {
            throw bytes.damaged("it holds no frame");
        }
        Frame frame = new Frame(bytes.u16(at + 1), bytes.u16(at + 3), bytes.u16(at + 5), bytes.u16(at + 7));
        if (frame.width() == 0 || frame.height() == 0) {
            throw bytes.damaged("its first frame has " + frame.width() + " x " + frame.height() + " px");
        }
        // Some writers leave the canvas 0 x 0; as in browsers it grows to hold the first frame.
        int width = Math.max(bytes.u16(6), frame.left() + frame.width());
        int height = Math.max(bytes.u16(8), frame.top() + frame.height());
        return new GifFile(bytes, width, height, frame, transparent, at);
    }

    @Override
    public ImageType type() {
        return ImageType.GIF;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /** A GIF of the first frame alone, so that neither later frames nor a wrong background colour make it fail. */
    @Override
    public NativeInput nativeInput() {
        int globalTable = tableBytes(bytes.u8(10));
        int localFlags = bytes.u8(descriptorAt + 9);
        long data = descriptorAt + DESCRIPTOR_BYTES + tableBytes(localFlags);
        long end = endOfBlocks(bytes, data + 1);
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(littleEndian(HEADER_BYTES)
                .put(new byte[] {'G', 'I', 'F', '8', '9', 'a'})
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .put((byte) bytes.u8(10))
                .rewind());
        pieces.add(bytes.view(HEADER_BYTES, globalTable));
        transparent.ifPresent(index -> pieces.add(
                ByteBuffer.wrap(new byte[] {EXTENSION, (byte) GRAPHIC_CONTROL, 4, 1, 0, 0, (byte) index, 0})));
        pieces.add(littleEndian(DESCRIPTOR_BYTES)
                .put((byte) DESCRIPTOR)
                .putInt(0)
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .put((byte) localFlags)
                .rewind());
        pieces.add(bytes.view(descriptorAt + DESCRIPTOR_BYTES, end - descriptorAt - DESCRIPTOR_BYTES));
        pieces.add(ByteBuffer.wrap(new byte[] {TRAILER}));
        return new NativeInput(pieces, new PixelKind.Alpha(false), frame);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes of the colour table that {@code flags} announce. */
    private static int tableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Where a chain of sub-blocks beginning at {@code from} ends, behind its terminator. */
    private static long endOfBlocks(Bytes bytes, long from) {
        long at = from;
        while (bytes.u8(at) != 0) {
            at += 1 + bytes.u8(at);
        }
        return at + 1;
    }
}
