package io.likeness.server.compat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.likeness.index.Hit;

/**
 * One picture found, as the earlier system answers it.
 *
 * @param key the caller's name for it
 * @param filepath what was given as imgPath, empty where nothing was
 * @param id its number, for del/id
 * @param score cosine, in [-1, 1], to six digits
 */
@JsonPropertyOrder({"key", "filepath", "id", "score"})
record CompatHit(String key, String filepath, long id, double score) {
    private static final double DIGITS = 1e6;

    static CompatHit of(Hit hit) {
        return new CompatHit(
                hit.record().key(),
                hit.record().attributes().imgPath(),
                hit.record().id(),
                Math.round(hit.score() * DIGITS) / DIGITS);
    }
}
