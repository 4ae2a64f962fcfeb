package io.likeness.imports;

import java.time.Duration;

/**
 * Limits of imports.
 *
 * @param parallel pictures of one import under way at once
 * @param bytesInFlight bytes of pictures of one import held in memory at once, where sizes are known beforehand
 * @param patience how long a storage that is full or away is waited for before an import fails
 */
public record ImportSettings(int parallel, long bytesInFlight, Duration patience) {}
