package io.likeness.duplicates;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What searches for duplicates work with.
 *
 * @param model names the model whose embeddings are compared, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from one place to another and never compared.
public record DuplicateParts(
        byte[] model, PairVerifier verifier, DuplicateSettings settings, Courtesy courtesy, InstantSource clock) {
    /** How long a search may take to stop. */
    static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
}
