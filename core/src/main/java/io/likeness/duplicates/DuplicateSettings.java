package io.likeness.duplicates;

/**
 * Limits of a search.
 *
 * @param threads pictures looked at at once, at least 1
 * @param thorough how far is looked in a collection of at most {@code thoroughUpTo} pictures
 * @param quick how far is looked in a larger one
 * @param minConfidence of a pair that is a duplicate, where a request names none; in 0 to 1
 */
public record DuplicateSettings(int threads, Effort thorough, Effort quick, long thoroughUpTo, double minConfidence) {
    /**
     * How far is looked for the duplicates of one picture.
     *
     * @param neighbours that are compared with it, at most
     * @param minCosine of a pair that is compared
     * @param patience how many neighbours in a row may be no duplicates before the further ones are left out
     * @param details whether pictures are also compared that have details in common although their embeddings are far apart
     */
    public record Effort(int neighbours, double minCosine, int patience, boolean details) {
        public Effort {
            if (neighbours < 1 || patience < 1) {
                throw new IllegalArgumentException(neighbours + " neighbours, patience " + patience);
            }
        }
    }

    public DuplicateSettings {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** What is used unless somebody knows better; docs/duplicates.md says what it finds and how long it takes. */
    public static DuplicateSettings usual(int threads) {
        return new DuplicateSettings(
                threads, new Effort(20, 0.4, 10, true), new Effort(10, 0.8, 3, false), 20_000, 0.95);
    }

    Effort effort(long pictures) {
        return pictures <= thoroughUpTo ? thorough : quick;
    }
}
