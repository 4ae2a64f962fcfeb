package io.likeness.fetch;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.util.Base64;

/**
 * Reads pictures given as base64: standard or URL-safe alphabet, with or without a {@code data:} prefix, padding and line breaks. Immutable, hence
 * safe for use by many threads.
 */
final class Base64Reader {
    /** The longest text between {@code data:} and the bytes. */
    private static final int LONGEST_PREFIX = 256;

    private final ByteLimit limit;

    Base64Reader(ByteLimit limit) {
        this.limit = limit;
    }

    EncodedImage read(String text) {
        int start = afterPrefix(text);
        int end = text.length();
        int digits = 0;
        for (int i = start; i < end; i++) {
            if (!isBlank(text.charAt(i))) {
                digits++;
            }
        }
        // Checked before anything is set aside; padding is counted as if it were bytes, which is at most two too many.
        long atLeast = digits / 4L * 3 - 2;
        if (atLeast > limit.bytes()) {
            limit.check(atLeast);
        }
        byte[] bytes = decode(text, start, digits);
        limit.check(bytes.length);
        return EncodedImage.of(bytes);
    }

    /** Takes {@code data:image/png;base64,…} and, as the earlier system's manual writes it, {@code data:image/png;…}. */
    private static int afterPrefix(String text) {
        int start = 0;
        while (start < text.length() && (isBlank(text.charAt(start)) || text.charAt(start) == '\ufeff')) {
            start++;
        }
        if (!text.regionMatches(true, start, "data:", 0, 5)) {
            return start;
        }
        int end = Math.min(text.length(), start + LONGEST_PREFIX);
        int comma = text.indexOf(',', start, end);
        if (comma >= 0) {
            return comma + 1;
        }
        int semicolon = text.substring(start, end).lastIndexOf(';');
        if (semicolon < 0) {
            throw new Failure.BadInput("the base64 text starts with 'data:' but has no ',' before its bytes");
        }
        return start + semicolon + 1;
    }

    private static byte[] decode(String text, int start, int digits) {
        byte[] standard = new byte[digits];
        int n = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isBlank(c)) {
                standard[n++] = standard(c, i);
            }
        }
        try {
            return Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            throw new Failure.BadInput(
                    "the base64 text is cut off or wrongly padded; in a form, each '+' must be sent as %2B: "
                            + e.getMessage());
        }
    }

    private static byte standard(char c, int position) {
        if ((c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=') {
            return (byte) c;
        }
        return switch (c) {
            case '-' -> '+';
            case '_' -> '/';
            default ->
                throw new Failure.BadInput("the base64 text has U+" + String.format("%04X", (int) c) + " at position "
                        + position + ", which is not of its alphabet");
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
