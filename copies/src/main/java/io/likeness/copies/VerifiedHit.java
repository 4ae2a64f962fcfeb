package io.likeness.copies;

import io.likeness.index.Hit;
import org.jspecify.annotations.Nullable;

/**
 * A picture found.
 *
 * @param match what it is to the picture searched for; null where it was not looked at, being too far down, or its preview is lost
 */
public record VerifiedHit(Hit hit, @Nullable CopyMatch match) {
    /** Whether it was found to be a copy. */
    public boolean isCopy() {
        return match != null && match.verdict().isCopy();
    }

    /** Copies are ordered by it, the highest first. */
    double rank() {
        return match == null ? Double.NEGATIVE_INFINITY : match.rank();
    }
}
