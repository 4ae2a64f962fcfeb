package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.ImageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a picture file, read at any place in one byte order. A read beyond the end says that the file is damaged. Immutable, hence safe for
 * use by many threads.
 */
final class Bytes {
    private final ByteBuffer buffer;
    private final ImageType type;

    private Bytes(ByteBuffer buffer, ImageType type) {
        this.buffer = buffer;
        this.type = type;
    }

    /** Looks at {@code buffer} from 0 to its limit, without copying; its position is left as it is. */
    static Bytes of(ByteBuffer buffer, ImageType type, ByteOrder order) {
        return new Bytes(buffer.duplicate().order(order), type);
    }

    /** The same bytes read in another order. */
    Bytes in(ByteOrder order) {
        return of(buffer, type, order);
    }

    /** Bytes {@code from} (inclusive) to {@code from + length}, in the same order. */
    Bytes slice(long from, long length) {
        int at = checked(from, length);
        return of(buffer.slice(at, (int) length), type, buffer.order());
    }

    int size() {
        return buffer.limit();
    }

    int u8(long at) {
        return buffer.get(checked(at, 1)) & 0xFF;
    }

    int u16(long at) {
        return buffer.getShort(checked(at, 2)) & 0xFFFF;
    }

    /** Three bytes, little-endian whatever the order. */
    int u24LittleEndian(long at) {
        return u8(at) | u8(at + 1) << 8 | u8(at + 2) << 16;
    }

    int i32(long at) {
        return buffer.getInt(checked(at, 4));
    }

    long u32(long at) {
        return i32(at) & 0xFFFF_FFFFL;
    }

    /** Whether {@code text} stands at {@code at}, one byte a character; false where the bytes end before. */
    boolean has(long at, String text) {
        if (at + text.length() > size()) {
            return false;
        }
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (buffer.get((int) at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the first byte 0xFF at or after {@code from} stands, or {@link #size()}. */
    int indexOfFF(int from) {
        int at = from;
        // Eight bytes at a time: with its bits turned, a byte 0xFF is the only one that is zero.
        while (at + Long.BYTES <= size()) {
            long turned = ~buffer.getLong(at);
            if (((turned - 0x0101_0101_0101_0101L) & ~turned & 0x8080_8080_8080_8080L) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < size() && buffer.get(at) != (byte) 0xFF) {
            at++;
        }
        return at;
    }

    /** A view of bytes {@code from} (inclusive) to {@code from + length}, read-only where the source is. */
    ByteBuffer view(long from, long length) {
        return buffer.slice(checked(from, length), (int) length);
    }

    /** The failure that says in {@code how} the file is damaged. */
    Failure.UnsupportedImage damaged(String how) {
        return Failure.UnsupportedImage.damaged("the " + type + " is damaged: " + how);
    }

    /** The failure that says {@code what} is not taken of this format. */
    Failure.UnsupportedImage unsupported(String what) {
        return new Failure.UnsupportedImage(
                type + " with " + what + " is not supported, save it as baseline JPEG or as PNG");
    }

    private int checked(long at, long length) {
        if (at < 0 || length < 0 || at > size() || length > size() - at) {
            throw damaged("it ends after " + size() + " bytes, before its header and data do");
        }
        return (int) at;
    }
}
