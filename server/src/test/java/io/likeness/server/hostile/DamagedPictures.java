package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Pictures of every format, cut, with bits turned, or put together from two; and what only calls itself a picture. */
final class DamagedPictures {
    private static final int[] ODD_SIDES = {1, 2, 3, 7, 65_000, 65_500, 70_000};

    private DamagedPictures() {}

    /** Ends early: never a picture. */
    static Hostile cut(Random random) {
        String kind = Encodings.any(random);
        byte[] whole = small(kind, random);
        // The last bytes of some formats are padding.
        int length = random.nextInt(whole.length * 9 / 10);
        return Doors.picture(
                kind + " cut after " + length + " of " + whole.length,
                Duty.REFUSED,
                Arrays.copyOf(whole, length),
                random);
    }

    /** Bits turned anywhere; what is left may still be a picture. */
    static Hostile flipped(Random random) {
        String kind = Encodings.any(random);
        byte[] bytes = small(kind, random);
        int flips = 1 + random.nextInt(1 << random.nextInt(7));
        // Headers are short, and more interesting than pixels.
        int within = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 64);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        }
        return Doors.picture(
                kind + " with " + flips + " bits turned in its first " + within, Duty.ANSWERED, bytes, random);
    }

    /** A number in it set to an extreme one. */
    static Hostile extremes(Random random) {
        String kind = Encodings.any(random);
        byte[] bytes = small(kind, random);
        int size = 1 << random.nextInt(3);
        int at = random.nextInt(Math.min(bytes.length - 4, 400));
        byte value = (byte) new int[] {0, 0xFF, 0x7F, 0x80, 1}[random.nextInt(5)];
        Arrays.fill(bytes, at, at + size, value);
        return Doors.picture(kind + " with " + size + " x " + value + " at " + at, Duty.ANSWERED, bytes, random);
    }

    /** The beginning of one before the rest of another, or a part of it taken away or doubled. */
    static Hostile spliced(Random random) {
        String kind = Encodings.any(random);
        String other = random.nextBoolean() ? kind : Encodings.any(random);
        byte[] first = small(kind, random);
        byte[] second = small(other, random);
        int to = random.nextInt(first.length);
        int from = random.nextInt(second.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first, 0, to);
        bytes.write(second, from, second.length - from);
        return Doors.picture(
                kind + " up to " + to + ", then " + other + " from " + from,
                Duty.ANSWERED,
                bytes.toByteArray(),
                random);
    }

    /** Proper pictures of sides that nobody expects. */
    static Hostile oddSides(Random random) {
        String kind = Encodings.any(random);
        int most = kind.startsWith("webp") ? 16_000 : kind.matches("(png|bmp|tiff (plain|LZW)).*") ? 70_000 : 65_500;
        int width = Math.min(most, ODD_SIDES[random.nextInt(ODD_SIDES.length)]);
        int height = width > 100 ? 1 + random.nextInt(3) : Math.min(most, ODD_SIDES[random.nextInt(ODD_SIDES.length)]);
        return Doors.picture(
                kind + " of " + width + " x " + height,
                Duty.ANSWERED,
                Encodings.encode(kind, width, height, random),
                random);
    }

    /** No picture of a type that is taken, whatever it is called. */
    static Hostile noPicture(Random random) {
        byte[] bytes = switch (random.nextInt(12)) {
            case 0 ->
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>".getBytes(UTF_8);
            case 1 ->
                "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><svg>&e;</svg>"
                        .getBytes(UTF_8);
            case 2 -> "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n".getBytes(UTF_8);
            case 3 -> "<html><script>alert(1)</script></html>".getBytes(UTF_8);
            case 4 -> "\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0".getBytes(ISO_8859_1);
            case 5 -> "PK\3\4\24\0\0\0\0\0".getBytes(ISO_8859_1);
            case 6 -> "\0\0\0\30ftypheic\0\0\0\0mif1heic".getBytes(ISO_8859_1);
            case 7 -> "push graphic-context\nfill 'url(https://127.0.0.1/\"|ls \"-la)'\npop".getBytes(UTF_8);
            case 8 -> "GIF89a/*<script>*/=alert(1)//;".getBytes(UTF_8);
            case 9 -> "BM and so on: a text that begins as a BMP does".getBytes(UTF_8);
            case 10 -> new byte[1 + random.nextInt(5000)];
            default -> {
                byte[] noise = new byte[1 + random.nextInt(5000)];
                random.nextBytes(noise);
                yield noise;
            }
        };
        return Doors.picture(
                "no picture: "
                        + new String(bytes, 0, Math.min(12, bytes.length), ISO_8859_1).replaceAll("\\P{Print}", "?"),
                Duty.REFUSED,
                bytes,
                random);
    }

    /** A picture with something else behind or within it, which is nobody's business. */
    static Hostile polyglot(Random random) {
        String kind = Encodings.any(random);
        byte[] picture = small(kind, random);
        byte[] other = switch (random.nextInt(3)) {
            case 0 -> "PK\3\4 and a whole archive PK\5\6".getBytes(ISO_8859_1);
            case 1 -> "<script>alert(document.domain)</script>".getBytes(UTF_8);
            default -> small(Encodings.any(random), random);
        };
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(picture);
        both.writeBytes(other);
        return Doors.picture(kind + " with something behind it", Duty.ANSWERED, both.toByteArray(), random);
    }

    private static byte[] small(String kind, Random random) {
        return Encodings.encode(kind, 24 + random.nextInt(80), 24 + random.nextInt(80), random);
    }
}
