package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.shorts;
import static io.likeness.imaging.ByteArrays.text;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;

/** GIF files put together by hand; their palette is black, red, green, blue. */
final class GifBytes {
    private static final int CLEAR = 4;
    private static final int END = 5;
    private static final int CODE_BITS = 3;

    private GifBytes() {}

    /** Header and palette. */
    static byte[] header(int width, int height, int background) {
        byte[] palette = octets(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255);
        return join(text("GIF89a"), shorts(LITTLE_ENDIAN, width, height), octets(0x81, background, 0), palette);
    }

    /** What says that a colour is transparent. */
    static byte[] transparent(int index) {
        return octets(0x21, 0xF9, 4, 1, 0, 0, index, 0);
    }

    static byte[] frame(int left, int top, int width, int height, boolean interlaced, int... indices) {
        return join(
                octets(0x2C),
                shorts(LITTLE_ENDIAN, left, top, width, height),
                octets(interlaced ? 0x40 : 0, 2),
                blocks(coded(indices)));
    }

    static byte[] end() {
        return octets(0x3B);
    }

    /** The table is cleared before every second index, so that codes never grow. */
    private static byte[] coded(int... indices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long bits = 0;
        int count = 0;
        for (int i = 0; i <= indices.length; i++) {
            int[] codes = i == indices.length
                    ? new int[] {END}
                    : i % 2 == 0 ? new int[] {CLEAR, indices[i]} : new int[] {indices[i]};
            for (int code : codes) {
                bits |= (long) code << count;
                count += CODE_BITS;
            }
            boolean last = i == indices.length;
            while (count >= 8 || (last && count > 0)) {
                out.write((int) bits & 0xFF);
                bits >>>= 8;
                count -= 8;
            }
        }
        return out.toByteArray();
    }

    private static byte[] blocks(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; at += 255) {
            int length = Math.min(255, data.length - at);
            out.write(length);
            out.write(data, at, length);
        }
        out.write(0);
        return out.toByteArray();
    }
}
