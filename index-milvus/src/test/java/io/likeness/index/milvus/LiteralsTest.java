package io.likeness.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
    /** What Go's strconv.Unquote makes of a literal that uses these two escapes only. */
    private static String unquoted(String literal) {
        assertThat(literal).startsWith("\"").endsWith("\"").hasSizeGreaterThanOrEqualTo(2);
        String inner = literal.substring(1, literal.length() - 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inner.length(); ) {
            char c = inner.charAt(i);
            if (c != '\\') {
                assertThat(c).isNotEqualTo('"');
                text.append(c);
                i++;
                continue;
            }
            int digits = inner.charAt(i + 1) == 'u' ? 4 : 8;
            assertThat(inner.charAt(i + 1)).isIn('u', 'U');
            text.appendCodePoint(Integer.parseInt(inner, i + 2, i + 2 + digits, 16));
            i += 2 + digits;
        }
        return text.toString();
    }

    @Test
    void string_everyCharacter_isAsciiAndComesBack() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point >= 0xD800 && point <= 0xDFFF) {
                continue;
            }
            String text = "a" + Character.toString(point) + "b";
            String literal = Literals.string(text);
            assertThat(literal.chars()).as("U+%x", point).allMatch(c -> c >= ' ' && c < 127);
            assertThat(unquoted(literal)).as("U+%x", point).isEqualTo(text);
        }
    }

    @Test
    void string_halfASurrogate_isRefused() {
        assertThatThrownBy(() -> Literals.string("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void string_quotesAndBackslashes_haveNoMeaningLeft() {
        assertThat(Literals.string("\" or id > 0 \\")).isEqualTo("\"\\u0022 or id \\u003e 0 \\u005c\"");
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0.0", "-0.0, 0.0", "1, 1.0", "-2.5, -2.5", "1e300, 1.0E300", "4.9E-324, 4.9E-324"})
    void number_any_isAFloatingLiteral(double number, String literal) {
        assertThat(Literals.number(number)).isEqualTo(literal);
    }

    @Test
    void fits_text_countsBytesAndWantsWholeCharacters() {
        assertThat(Literals.fits("é".repeat(256), 512)).isTrue();
        assertThat(Literals.fits("é".repeat(257), 512)).isFalse();
        assertThat(Literals.fits("\ud83d", 512)).isFalse();
    }

    @Test
    void afterAllThatBeginWith_random_dividesAsBytesDo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] points = {'a', 'b', 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
        for (int i = 0; i < 20_000; i++) {
            String prefix = text(random, points, 1 + random.nextInt(3));
            String other = text(random, points, random.nextInt(5));
            boolean inside = compare(other, prefix) >= 0
                    && Literals.afterAllThatBeginWith(prefix)
                            .map(end -> compare(other, end) < 0)
                            .orElse(true);
            assertThat(inside).as("seed %s: %s in %s", seed, other, prefix).isEqualTo(other.startsWith(prefix));
        }
    }

    private static String text(Random random, int[] points, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
