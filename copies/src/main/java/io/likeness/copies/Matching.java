package io.likeness.copies;

import java.util.Arrays;

/**
 * Pairs of features of two pictures, each the other's nearest by the bits in which their descriptors differ, and clearly nearer than the next (D. Lowe, 2004,
 * section 7.1).
 *
 * @param query features of the picture searched for
 * @param stored the features of the stored picture that belong to them
 */
@SuppressWarnings("ArrayRecordComponent") // Lives between two steps of one comparison and is never compared.
record Matching(int[] query, int[] stored) {
    /** Descriptors that have nothing to do with each other differ in 112 of 256 bits. */
    static final int MAX_DIFFERENT = 80;

    private static final double NEXT = 0.86;
    // A number of bits above an index, as one number that is the smaller the fewer bits.
    private static final int SHIFT = 16;
    private static final int LOW = (1 << SHIFT) - 1;

    static Matching of(LocalFeatures query, LocalFeatures stored) {
        int queries = query.count();
        int count = stored.count();
        int[] nearest = new int[queries];
        int[] back = new int[count];
        Arrays.fill(back, Integer.MAX_VALUE);
        boolean[] clear = new boolean[queries];
        int[] different = new int[count];
        for (int i = 0; i < queries; i++) {
            stored.different(query, i, different);
            nearest[i] = nearest(different, back, i);
            clear[i] = nearest[i] >> SHIFT <= MAX_DIFFERENT && isClear(different, nearest[i]);
        }
        int[] from = new int[queries];
        int[] to = new int[queries];
        int pairs = 0;
        for (int i = 0; i < queries; i++) {
            int at = nearest[i] & LOW;
            if (clear[i] && (back[at] & LOW) == i) {
                from[pairs] = i;
                to[pairs++] = at;
            }
        }
        return new Matching(Arrays.copyOf(from, pairs), Arrays.copyOf(to, pairs));
    }

    /** The least of {@code different} above its index; {@code back} keeps the same of each. Minima of one number each, which the compiler turns into SIMD. */
    private static int nearest(int[] different, int[] back, int i) {
        int nearest = Integer.MAX_VALUE;
        for (int j = 0; j < different.length; j++) {
            int bits = different[j] << SHIFT;
            nearest = Math.min(nearest, bits | j);
            back[j] = Math.min(back[j], bits | i);
        }
        return nearest;
    }

    /** Whether no other one is nearly as near; forgets the nearest of {@code different}. */
    private static boolean isClear(int[] different, int nearest) {
        different[nearest & LOW] = Integer.MAX_VALUE;
        int next = Integer.MAX_VALUE;
        for (int each : different) {
            next = Math.min(next, each);
        }
        return nearest >> SHIFT < NEXT * next;
    }

    int count() {
        return query.length;
    }
}
