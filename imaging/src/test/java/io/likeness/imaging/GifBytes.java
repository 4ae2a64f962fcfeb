package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.shorts;
import static io.likeness.imaging.ByteArrays.text;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

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

    /** A frame of 256 colours whose code table, once full, is kept to the end, as optimising writers do. */
    static byte[] frameWithFullTable(int width, int height, byte[] indices) {
        byte[] palette = new byte[3 * 256];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (i / 3 * (i % 3 + 1));
        }
        return join(
                octets(0x2C),
                shorts(LITTLE_ENDIAN, 0, 0, width, height),
                octets(0x87),
                palette,
                octets(8),
                blocks(codedWithFullTable(indices)));
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

    private static byte[] codedWithFullTable(byte[] indices) {
        Map<String, Integer> table = new HashMap<>();
        for (int i = 0; i < 256; i++) {
            table.put(String.valueOf((char) i), i);
        }
        BitSet bits = new BitSet();
        int length = write(bits, 0, 256, 9);
        int next = 258;
        int width = 9;
        String known = "";
        for (byte index : indices) {
            String longer = known + (char) (index & 0xFF);
            if (table.containsKey(longer)) {
                known = longer;
                continue;
            }
            length = write(bits, length, table.getOrDefault(known, 0), width);
            if (next < 4096) {
                width = Math.max(width, 32 - Integer.numberOfLeadingZeros(next));
                table.put(longer, next++);
            }
            known = longer.substring(longer.length() - 1);
        }
        length = write(bits, length, table.getOrDefault(known, 0), width);
        length = write(
                bits, length, 257, next < 4096 ? Math.max(width, 32 - Integer.numberOfLeadingZeros(next)) : width);
        return Arrays.copyOf(bits.toByteArray(), (length + 7) / 8);
    }

    /** Appends {@code code} and answers the new length. */
    private static int write(BitSet bits, int length, int code, int width) {
        for (int i = 0; i < width; i++) {
            bits.set(length + i, (code >> i & 1) != 0);
        }
        return length + width;
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
