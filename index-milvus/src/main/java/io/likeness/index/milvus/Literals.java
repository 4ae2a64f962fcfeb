package io.likeness.index.milvus;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Values as Milvus's expressions write them. */
final class Literals {
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    private Literals() {}

    /**
     * {@code text} as a string literal. Whatever is not a letter, a digit or a mark without meaning anywhere is written by its number: the grammar of
     * Milvus's expressions takes {@code \\uXXXX} and {@code \\UXXXXXXXX}, and Go's {@code strconv.Unquote}, which reads them, gives back the character.
     *
     * @throws IllegalArgumentException if half of a surrogate pair is in it
     */
    static String string(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> append(literal, point));
        return literal.append('"').toString();
    }

    private static void append(StringBuilder literal, int point) {
        if (isSurrogate(point)) {
            throw new IllegalArgumentException("half of a surrogate pair");
        }
        if (isPlain(point)) {
            literal.append((char) point);
        } else if (point < 0x10000) {
            literal.append(String.format(Locale.ROOT, "\\u%04x", point));
        } else {
            literal.append(String.format(Locale.ROOT, "\\U%08x", point));
        }
    }

    private static boolean isPlain(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || point == ' '
                || point == '-'
                || point == '.'
                || point == '/'
                || point == '_';
    }

    /** {@code number} as a floating literal; a zero has no sign. */
    static String number(double number) {
        return Double.toString(number == 0 ? 0.0 : number);
    }

    /** Whether {@code text} can be stored: no half of a surrogate pair is in it, and it has at most {@code bytes} bytes. */
    static boolean fits(String text, int bytes) {
        return text.length() <= bytes
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= bytes;
    }

    /**
     * The least text, in the order of bytes of UTF-8, that is greater than all that begin with {@code prefix}; empty where there is none.
     *
     * @param prefix proper text
     */
    static Optional<String> afterAllThatBeginWith(String prefix) {
        int[] points = prefix.codePoints().toArray();
        for (int last = points.length - 1; last >= 0; last--) {
            if (points[last] < Character.MAX_CODE_POINT) {
                // Code points and bytes of UTF-8 have the same order; none stands for a surrogate.
                points[last] = isSurrogate(points[last] + 1) ? LAST_SURROGATE + 1 : points[last] + 1;
                return Optional.of(new String(points, 0, last + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isSurrogate(int point) {
        return point >= FIRST_SURROGATE && point <= LAST_SURROGATE;
    }
}
