package io.likeness.duplicates;

/**
 * Two pictures found to be duplicates.
 *
 * @param a the lower id
 * @param b the higher id
 * @param relation what {@code a} is to {@code b}
 * @param confidence that they are duplicates, in 0 to 1
 * @param cosine of their embeddings
 */
record Pair(long a, long b, Relation relation, float confidence, float cosine) {
    Pair {
        if (a >= b) {
            throw new IllegalArgumentException("a pair of " + a + " and " + b);
        }
    }

    static Pair of(long from, long to, Relation relation, double confidence, double cosine) {
        return from < to
                ? new Pair(from, to, relation, (float) confidence, (float) cosine)
                : new Pair(to, from, relation.reversed(), (float) confidence, (float) cosine);
    }

    /** A number other than 0 for the pair; two pairs of one library share it with a chance of less than one in a billion. */
    static long number(long one, long other) {
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        long number = mixed(mixed(low) + 31 * high);
        return number == 0 ? 1 : number;
    }

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
