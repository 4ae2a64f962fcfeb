package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small files that unpack to much, claim to be large, or go round in circles; and EXIF that makes no sense. */
final class Bombs {
    private static final int[] HUGE = {20_000, 50_000, 65_535};

    // Packing takes longer than anything that the server does with it.
    private static final Map<Long, byte[]> ZEROS = new ConcurrentHashMap<>();

    private Bombs() {}

    /** Sides that the data do not have, by the header alone or with data to match. */
    static Hostile hugeSides(Random random) {
        int side = HUGE[random.nextInt(HUGE.length)];
        byte[] bytes = switch (random.nextInt(6)) {
            case 0 -> png(side, side, 1, 0, zeros((long) side * (side / 8 + 2)));
            case 1 -> gif(side, side, 1, 1);
            case 2 -> gif(8, 8, side, side);
            case 3 ->
                ByteBuffer.wrap(Encodings.encode("bmp", 16, 16, random))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(18, side)
                        .putInt(22, -side)
                        .array();
            case 4 -> jpegOf(side, side, random);
            default ->
                ByteBuffer.wrap(Encodings.encode("webp alpha", 16, 16, random))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(24, side | side << 24)
                        .putShort(28, (short) (side >> 8))
                        .array();
        };
        return Doors.picture("sides of " + side, Duty.REFUSED, bytes, random);
    }

    /** As large as is allowed, of a few kilobytes: costs what a large picture costs. */
    static Hostile largestAllowed(Random random) {
        int kind = random.nextInt(4);
        byte[] bytes = switch (kind) {
            case 0 -> png(9_990, 9_990, 1, 0, zeros(9_990L * (9_990 / 8 + 2)));
            case 1 -> png(9_990, 9_990, 8, 2, zeros(9_990L * (9_990 * 3 + 1)));
            case 2 -> png(9_990, 9_990, 16, 6, zeros(9_990L * (9_990 * 8 + 1)));
            default -> gif(9_990, 9_990, 1, 1);
        };
        return Doors.picture("largest allowed, kind " + kind, Duty.TAKEN, bytes, random);
    }

    /** Text and colour profiles that unpack to gigabytes, which nobody asked for. */
    static Hostile packedMetadata(Random random) {
        String chunk = new String[] {"zTXt", "iTXt", "iCCP"}[random.nextInt(3)];
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes((chunk.equals("iTXt") ? "Comment\0\1\0\0\0" : "Comment\0\0").getBytes(ISO_8859_1));
        data.writeBytes(zeros(1L << 28));
        byte[] picture = Encodings.encode("png", 40, 40, random);
        return Doors.picture(
                "PNG with a bomb in " + chunk,
                Duty.TAKEN,
                inserted(picture, 33, chunk(chunk, data.toByteArray())),
                random);
    }

    /** Directories that lead to themselves, hold 65,535 entries, or values beyond the file; as file and as EXIF. */
    static Hostile directory(Random random) {
        boolean little = random.nextBoolean();
        int entries = new int[] {0, 1, 40, 5_000}[random.nextInt(4)];
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + entries * 12 + 4)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put((little ? "II" : "MM").getBytes(ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) (random.nextBoolean() ? entries : 65_535));
        for (int i = 0; i < entries; i++) {
            int tag = i == 0 ? 274 : new int[] {256, 257, 273, 279, 330, 34665, 42000 + i}[random.nextInt(7)];
            tiff.putShort((short) tag)
                    .putShort((short) random.nextInt(14))
                    .putInt(random.nextBoolean() ? 1 : random.nextInt())
                    .putInt(random.nextBoolean() ? 8 : random.nextInt());
        }
        tiff.putInt(8);
        byte[] bytes = tiff.array();
        if (random.nextInt(3) == 0) {
            return Doors.picture("TIFF directory of " + entries, Duty.REFUSED, bytes, random);
        }
        byte[] jpeg = Encodings.encode("jpeg", 40, 40, random);
        byte[] exif = Arrays.copyOf(bytes, Math.min(bytes.length, 65_000));
        byte[] app1 = ByteBuffer.allocate(exif.length + 10)
                .put(new byte[] {(byte) 0xFF, (byte) 0xE1})
                .putShort((short) (exif.length + 8))
                .put("Exif\0\0".getBytes(ISO_8859_1))
                .put(exif)
                .array();
        return Doors.picture("EXIF of " + entries + " entries", Duty.TAKEN, inserted(jpeg, 2, app1), random);
    }

    /** Very many very small pieces. */
    static Hostile manyPieces(Random random) {
        int count = 1000 << random.nextInt(8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] picture = Encodings.encode("png", 40, 40, random);
                bytes.write(picture, 0, 33);
                byte[] empty = chunk("tEXt", new byte[0]);
                for (int i = 0; i < count; i++) {
                    bytes.writeBytes(empty);
                }
                bytes.write(picture, 33, picture.length - 33);
            }
            case 1 -> {
                byte[] picture = Encodings.encode("jpeg", 40, 40, random);
                bytes.write(picture, 0, 2);
                for (int i = 0; i < count; i++) {
                    bytes.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 2});
                }
                bytes.write(picture, 2, picture.length - 2);
            }
            case 2 -> {
                bytes.writeBytes(gifHead(16, 16));
                for (int i = 0; i < count; i++) {
                    bytes.writeBytes(new byte[] {0x21, (byte) 0xFE, 1, 0, 0});
                }
                bytes.writeBytes(gifFrame(16, 16));
            }
            default -> {
                bytes.writeBytes(gifHead(2000, 2000));
                for (int i = 0; i < count; i++) {
                    bytes.writeBytes(gifFrame(16, 16));
                }
            }
        }
        return Doors.picture(count + " pieces", Duty.ANSWERED, bytes.toByteArray(), random);
    }

    /** A progressive JPEG that says the same a thousand times over many pixels. */
    static Hostile manyScans(Random random) {
        byte[] jpeg = Encodings.encode("jpeg progressive", 400, 400, random);
        int scan = new String(jpeg, ISO_8859_1).lastIndexOf("\u00FF\u00DA");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, scan);
        for (int i = 0; i < 1000; i++) {
            bytes.write(jpeg, scan, jpeg.length - scan - 2);
        }
        return Doors.picture("1000 scans", Duty.REFUSED, bytes.toByteArray(), random);
    }

    private static byte[] jpegOf(int width, int height, Random random) {
        byte[] jpeg = Encodings.encode("jpeg", 16, 16, random);
        int frame = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00C0");
        return ByteBuffer.wrap(jpeg)
                .putShort(frame + 5, (short) height)
                .putShort(frame + 7, (short) width)
                .array();
    }

    static byte[] png(int width, int height, int depth, int colours, byte[] packed) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) colours);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
        bytes.writeBytes(chunk("IHDR", header.array()));
        bytes.writeBytes(chunk("IDAT", packed));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
        chunk.putInt(data.length).put(name.getBytes(ISO_8859_1)).put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, data.length + 4);
        return chunk.putInt((int) sum.getValue()).array();
    }

    /** So many zeros, packed by zlib. */
    private static byte[] zeros(long count) {
        return ZEROS.computeIfAbsent(count, Bombs::pack);
    }

    private static byte[] pack(long count) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed, fast, 1 << 16)) {
            byte[] block = new byte[1 << 20];
            for (long left = count; left > 0; left -= block.length) {
                zlib.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
        return packed.toByteArray();
    }

    private static byte[] gif(int width, int height, int frameWidth, int frameHeight) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(gifHead(width, height));
        bytes.writeBytes(gifFrame(frameWidth, frameHeight));
        bytes.write(0x3B);
        return bytes.toByteArray();
    }

    private static byte[] gifHead(int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("GIF89a".getBytes(ISO_8859_1)).putShort((short) width).putShort((short) height);
        return head.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1}).array();
    }

    /** A frame whose data are one code for one pixel, whatever it claims. */
    private static byte[] gifFrame(int width, int height) {
        ByteBuffer frame = ByteBuffer.allocate(15).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 0x2C).putInt(0).putShort((short) width).putShort((short) height);
        return frame.put(new byte[] {0, 2, 2, 0x44, 1, 0}).array();
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return ByteBuffer.allocate(bytes.length + more.length)
                .put(bytes, 0, at)
                .put(more)
                .put(bytes, at, bytes.length - at)
                .array();
    }
}
