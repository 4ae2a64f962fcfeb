package io.likeness.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of the tests: small limits, short waits, 127.0.0.1 open. */
final class TestSettings {
    static final int MAX_BYTES = 100_000;
    static final Duration TOTAL = Duration.ofMillis(1500);
    static final FetchSettings LOOPBACK = allowing("127.0.0.1");

    private TestSettings() {}

    static FetchSettings allowing(String... entries) {
        return new FetchSettings(MAX_BYTES, List.of(), List.of(entries), Duration.ofMillis(500), TOTAL, 3, 4, 4);
    }

    static FetchSettings patient(Duration total) {
        return new FetchSettings(MAX_BYTES, List.of(), List.of("127.0.0.1"), Duration.ofSeconds(2), total, 3, 4, 4);
    }

    static FetchSettings narrow(int threads, int queue) {
        return new FetchSettings(
                MAX_BYTES, List.of(), List.of("127.0.0.1"), Duration.ofMillis(500), TOTAL, 3, threads, queue);
    }

    static FetchSettings rooted(Path... roots) {
        return new FetchSettings(MAX_BYTES, List.of(roots), List.of(), Duration.ofMillis(500), TOTAL, 3, 4, 4);
    }
}
