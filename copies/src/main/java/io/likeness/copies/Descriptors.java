package io.likeness.copies;

import java.util.Arrays;

/** SIFT descriptors as 256 bits. */
final class Descriptors {
    /** Values of a SIFT descriptor: 4 rows by 4 columns by 8 directions. */
    static final int VALUES = 128;
    /** Bits of a reduced descriptor. */
    static final int BITS = 2 * VALUES;

    private static final int DIRECTIONS = 8;
    private static final int[] MIRRORED = mirrored();

    private Descriptors() {}

    /** Where each value goes when a picture is mirrored: the direction of a feature stays the axis, so rows and directions turn round. */
    private static int[] mirrored() {
        int[] to = new int[VALUES];
        for (int i = 0; i < VALUES; i++) {
            int row = i / (4 * DIRECTIONS);
            int column = i / DIRECTIONS % 4;
            int direction = i % DIRECTIONS;
            to[i] = ((3 - row) * 4 + column) * DIRECTIONS + (DIRECTIONS - direction) % DIRECTIONS;
        }
        return to;
    }

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

    /** Writes descriptor {@code i} of {@code from} as it is in the mirrored picture into {@code to}. */
    static void mirror(long[] from, long[] to, int i, int count) {
        for (int value = 0; value < VALUES; value++) {
            int target = MIRRORED[value];
            for (int half = 0; half <= 2; half += 2) {
                long bit = from[(half + value / Long.SIZE) * count + i] >>> (value % Long.SIZE) & 1;
                to[(half + target / Long.SIZE) * count + i] |= bit << (target % Long.SIZE);
            }
        }
    }
}
