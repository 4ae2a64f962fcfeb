package io.likeness.image;

/**
 * The identity of a picture's content.
 *
 * @param sha256 SHA-256 of the bytes as received, 64 lower-case hex digits
 */
public record ImageDigest(String sha256) {
    public ImageDigest {
        if (sha256.length() != 64 || !sha256.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("not 64 lower-case hex digits: " + sha256);
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
