package io.likeness.copies;

import java.util.Arrays;

/** SIFT descriptors as 256 bits. */
final class Descriptors {
    /** Values of a SIFT descriptor: 4 rows by 4 columns by 8 directions. */
    static final int VALUES = 128;
    /** Bits of a reduced descriptor. */
    static final int BITS = 2 * VALUES;

    private static final int DIRECTIONS = 8;
    private static final long LOWEST_OF_EACH = 0x0101010101010101L;

    private Descriptors() {}

    /** Writes descriptor {@code i} of {@code count} in {@code words} from {@link #VALUES} values beginning at {@code from}. */
    static void quantise(float[] values, int from, long[] words, int i, int count) {
        float[] sorted = Arrays.copyOfRange(values, from, from + VALUES);
        Arrays.sort(sorted);
        float median = sorted[VALUES / 2];
        float quartile = sorted[VALUES * 3 / 4];
        for (int value = 0; value < VALUES; value++) {
            int at = value / Long.SIZE * count + i;
            long bit = 1L << (value % Long.SIZE);
            if (values[from + value] > median) {
                words[at] |= bit;
            }
            if (values[from + value] > quartile) {
                words[at + 2 * count] |= bit;
            }
        }
    }

    /**
     * Writes descriptor {@code i} of {@code from} as it is in the mirrored picture into {@code to}: the direction of a feature stays the axis, so rows and directions turn
     * round.
     */
    static void mirror(long[] from, long[] to, int i, int count) {
        for (int half = 0; half <= 2; half += 2) {
            to[half * count + i] = mirrored(from[(half + 1) * count + i]);
            to[(half + 1) * count + i] = mirrored(from[half * count + i]);
        }
    }

    /** Two rows of four cells of {@value #DIRECTIONS} bits: exchanges the rows, and the directions 1 and 7, 2 and 6, 3 and 5 of each cell. */
    private static long mirrored(long rows) {
        long exchanged = Long.rotateLeft(rows, Integer.SIZE);
        long reversed = Long.reverseBytes(Long.reverse(exchanged));
        long highest = LOWEST_OF_EACH << (DIRECTIONS - 1);
        return ((reversed & ~highest) << 1) | ((reversed & highest) >>> (DIRECTIONS - 1));
    }
}
