package io.likeness.duplicates;

/**
 * Limits of a run.
 *
 * @param threads pictures looked at at once, at least 1
 * @param neighbours of each picture that are compared with it, at most
 * @param minCosine of a pair that is compared
 * @param patience how many neighbours in a row may be no duplicates before the further ones are left out
 * @param minConfidence of a pair that is a duplicate, where a request names none; in 0 to 1
 */
public record DuplicateSettings(int threads, int neighbours, double minCosine, int patience, double minConfidence) {
    public DuplicateSettings {
        if (threads < 1 || neighbours < 1 || patience < 1) {
            throw new IllegalArgumentException(threads + " threads, " + neighbours + " neighbours, " + patience);
        }
    }
}
