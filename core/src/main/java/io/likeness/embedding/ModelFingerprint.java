package io.likeness.embedding;

/**
 * What makes two models the same: vectors of equal fingerprints may be compared, others may not.
 *
 * @param name the model's name, for messages; not part of the identity of its vectors
 * @param sha256 SHA-256 over the network file and its preprocessing, 64 lower-case hex digits
 * @param dimension the number of values of a vector, 1 to 4096
 */
public record ModelFingerprint(String name, String sha256, int dimension) {
    /** The largest dimension an index takes. */
    public static final int MAX_DIMENSION = 4096;

    public ModelFingerprint {
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException("dimension " + dimension + ", allowed are 1 to " + MAX_DIMENSION);
        }
    }

    /** Whether vectors of the two models may be compared. */
    public boolean matches(ModelFingerprint other) {
        return sha256.equals(other.sha256) && dimension == other.dimension;
    }
}
