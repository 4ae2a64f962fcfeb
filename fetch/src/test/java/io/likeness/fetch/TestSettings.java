package io.likeness.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of the tests: a small limit of bytes, 127.0.0.1 open; waits that only a broken fetch would use up, or short ones. */
final class TestSettings {
    static final int MAX_BYTES = 100_000;

    /** The total timeout of {@link #HURRIED}. */
    static final Duration SHORT = Duration.ofMillis(1500);

    private static final Duration LONG = Duration.ofSeconds(25);

    static final FetchSettings LOOPBACK = allowing("127.0.0.1");
    static final FetchSettings HURRIED = settings(List.of("127.0.0.1"), SHORT, 4, 4);

    private TestSettings() {}

    static FetchSettings allowing(String... entries) {
        return settings(List.of(entries), LONG, 4, 4);
    }

    static FetchSettings narrow(Duration total, int threads, int queue) {
        return settings(List.of("127.0.0.1"), total, threads, queue);
    }

    private static FetchSettings settings(List<String> allow, Duration total, int threads, int queue) {
        return new FetchSettings(MAX_BYTES, List.<Path>of(), allow, total, total, 3, threads, queue);
    }
}
