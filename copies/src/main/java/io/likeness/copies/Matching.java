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
    /** From so many on the next one is no hindrance to any pair, so that it need not be known. */
    private static final int FAR = (int) (MAX_DIFFERENT / NEXT) + 1;

    static Matching of(LocalFeatures query, LocalFeatures stored) {
        int queries = query.count();
        int count = stored.count();
        int[] nearest = new int[queries];
        int[] distance = new int[queries];
        int[] next = new int[queries];
        int[] back = new int[count];
        int[] backDistance = new int[count];
        // Hardly any two come nearer, and the loop below is fast where nothing does.
        Arrays.fill(backDistance, MAX_DIFFERENT + 1);
        int[] different = new int[count];
        for (int i = 0; i < queries; i++) {
            stored.different(query, i, different);
            int best = FAR;
            int second = FAR;
            int at = -1;
            for (int j = 0; j < count; j++) {
                int bits = different[j];
                if (bits < second) {
                    if (bits < best) {
                        second = best;
                        best = bits;
                        at = j;
                    } else {
                        second = bits;
                    }
                }
                if (bits < backDistance[j]) {
                    backDistance[j] = bits;
                    back[j] = i;
                }
            }
            nearest[i] = at;
            distance[i] = best;
            next[i] = second;
        }
        int[] from = new int[queries];
        int[] to = new int[queries];
        int pairs = 0;
        for (int i = 0; i < queries; i++) {
            if (nearest[i] >= 0
                    && back[nearest[i]] == i
                    && distance[i] <= MAX_DIFFERENT
                    && distance[i] < NEXT * next[i]) {
                from[pairs] = i;
                to[pairs++] = nearest[i];
            }
        }
        return new Matching(Arrays.copyOf(from, pairs), Arrays.copyOf(to, pairs));
    }

    int count() {
        return query.length;
    }
}
