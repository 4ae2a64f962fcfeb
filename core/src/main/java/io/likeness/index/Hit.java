package io.likeness.index;

import java.util.Comparator;

/**
 * One search result.
 *
 * @param score cosine of the two embeddings, in [-1, 1]
 */
public record Hit(ImageRecord record, double score) {
    /** Highest score first, among equals the lowest id. */
    public static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparingLong(h -> h.record().id());
}
