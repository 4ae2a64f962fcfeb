package io.likeness.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts files together byte by byte. */
final class ByteArrays {
    private ByteArrays() {}

    static byte[] join(byte[]... parts) {
        ByteBuffer all =
                ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    static byte[] insert(byte[] bytes, int at, byte[] what) {
        return join(Arrays.copyOf(bytes, at), what, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static byte[] octets(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] shorts(ByteOrder order, int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(order);
        Arrays.stream(values).forEach(v -> buffer.putShort((short) v));
        return buffer.array();
    }

    static byte[] ints(ByteOrder order, long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
        Arrays.stream(values).forEach(v -> buffer.putInt((int) v));
        return buffer.array();
    }

    static int indexOf(byte[] bytes, byte... what) {
        for (int i = 0; i + what.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    /** An EXIF block that holds an orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        byte[] mark = text(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM");
        return join(
                mark,
                shorts(order, 42),
                ints(order, 8),
                shorts(order, 1, 274, 3),
                ints(order, 1),
                shorts(order, orientation, 0),
                ints(order, 0));
    }

    static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
        byte[] segment =
                join(octets(0xFF, 0xE1), shorts(ByteOrder.BIG_ENDIAN, exif.length + 8), text("Exif\0\0"), exif);
        return insert(jpeg, 2, segment);
    }

    static byte[] pngChunk(String name, byte... data) {
        CRC32 sum = new CRC32();
        sum.update(text(name));
        sum.update(data);
        return join(
                ints(ByteOrder.BIG_ENDIAN, data.length), text(name), data, ints(ByteOrder.BIG_ENDIAN, sum.getValue()));
    }

    /** Inserts a chunk behind the header. */
    static byte[] pngWith(byte[] png, byte[]... chunks) {
        return insert(png, 33, join(chunks));
    }

    /**
     * A PNG by its parts.
     *
     * @param rows samples of all rows as they are stored, without filter bytes
     */
    static byte[] png(int width, int height, int depth, int colourType, byte[] rows, byte[]... chunks) {
        byte[] header = join(ints(ByteOrder.BIG_ENDIAN, width, height), octets(depth, colourType, 0, 0, 0));
        int row = rows.length / height;
        ByteBuffer filtered = ByteBuffer.allocate(rows.length + height);
        for (int y = 0; y < height; y++) {
            filtered.put((byte) 0).put(rows, y * row, row);
        }
        return join(
                text(PngFile.SIGNATURE),
                pngChunk("IHDR", header),
                join(chunks),
                pngChunk("IDAT", deflated(filtered.array())),
                pngChunk("IEND"));
    }

    static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 64];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    /** A RIFF chunk, padded to an even length. */
    static byte[] riffChunk(String name, byte[] data) {
        byte[] padding = new byte[data.length & 1];
        return join(text(name), ints(ByteOrder.LITTLE_ENDIAN, data.length), data, padding);
    }

    static byte[] webpFile(byte[]... chunks) {
        byte[] body = join(text("WEBP"), join(chunks));
        return join(text("RIFF"), ints(ByteOrder.LITTLE_ENDIAN, body.length), body);
    }

    /** The extended header of a WebP file. */
    static byte[] vp8x(int flags, int width, int height) {
        int w = width - 1;
        int h = height - 1;
        return riffChunk("VP8X", octets(flags, 0, 0, 0, w, w >> 8, w >> 16, h, h >> 8, h >> 16));
    }

    /** The chunks of a WebP file behind its header. */
    static byte[] webpChunks(byte[] webp) {
        return Arrays.copyOfRange(webp, 12, webp.length);
    }
}
