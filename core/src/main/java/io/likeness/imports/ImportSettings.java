package io.likeness.imports;

import java.time.Duration;

/**
 * Limits of imports.
 *
 * @param parallel pictures of one import under way at once
 * @param running imports that may run at once
 * @param bytesInFlight bytes of pictures held in memory at once by all imports together
 * @param maxItemBytes bytes of one picture at most, set aside where its size is not known before it is read
 * @param patience how long a storage that is full or away is waited for before an import fails
 */
public record ImportSettings(int parallel, int running, long bytesInFlight, long maxItemBytes, Duration patience) {}
