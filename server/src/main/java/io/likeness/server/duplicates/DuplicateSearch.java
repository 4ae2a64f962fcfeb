package io.likeness.server.duplicates;

import io.likeness.copies.CopyPairVerifier;
import io.likeness.duplicates.DuplicateParts;
import io.likeness.duplicates.DuplicateSettings;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.DuplicateProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;

/** How an engine searches for duplicates. */
public final class DuplicateSearch {
    /** A picture waits for the searches under way no longer than this. */
    private static final Duration COURTESY = Duration.ofMillis(250);

    private DuplicateSearch() {}

    /** What searches over the collections of {@code engine} work with. */
    public static DuplicateParts parts(Engine engine, DuplicateProperties settings) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new DuplicateParts(
                hash(engine.model().sha256()),
                new CopyPairVerifier(engine.copyVerifier()),
                DuplicateSettings.usual(settings.threads() > 0 ? settings.threads() : cores),
                () -> engine.urgent().awaitNone(COURTESY),
                InstantSource.system());
    }

    /** Names the model in 32 bytes, whatever its own name for itself is. */
    private static byte[] hash(String model) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(model.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
