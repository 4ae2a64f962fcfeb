package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The limits and permissions under which pictures are fetched. Immutable.
 *
 * @param maxBytes the largest picture in bytes, from whichever source; 1 to {@link #LARGEST_MAX_BYTES} ({@code likeness.max-bytes})
 * @param roots folders under which paths are opened, relative ones taken from the working folder; none turns paths off ({@code likeness.roots})
 * @param allow what may be fetched although it is internal: host names, {@code *.} and a host name, addresses, or address ranges such as
 *     {@code 10.0.0.0/8} ({@code likeness.fetch.allow})
 * @param connectTimeout the longest wait for one connection, positive ({@code likeness.fetch.connect-timeout})
 * @param totalTimeout the longest time for one web address, from the call to the last byte, positive ({@code likeness.fetch.total-timeout})
 * @param maxRedirects how many redirects are followed, 0 to 20 ({@code likeness.fetch.max-redirects})
 * @param threads how many web addresses are fetched at once, at least 1 ({@code likeness.fetch.threads})
 * @param queue how many more may wait for their turn, at least 1 ({@code likeness.fetch.queue})
 */
public record FetchSettings(
        int maxBytes,
        List<Path> roots,
        List<String> allow,
        Duration connectTimeout,
        Duration totalTimeout,
        int maxRedirects,
        int threads,
        int queue) {
    /** The largest value of {@code maxBytes}: 1 GiB; a picture is held in one array. */
    public static final int LARGEST_MAX_BYTES = 1 << 30;

    public FetchSettings {
        roots = roots.stream().map(Path::toAbsolutePath).toList();
        allow = List.copyOf(allow);
        within(maxBytes, 1, LARGEST_MAX_BYTES, "likeness.max-bytes");
        within(maxRedirects, 0, 20, "likeness.fetch.max-redirects");
        within(threads, 1, 1024, "likeness.fetch.threads");
        within(queue, 1, 1 << 20, "likeness.fetch.queue");
        positive(connectTimeout, "likeness.fetch.connect-timeout");
        positive(totalTimeout, "likeness.fetch.total-timeout");
    }

    private static void within(int value, int from, int to, String property) {
        if (value < from || value > to) {
            throw new Failure.BadInput(property + " is " + value + ", outside " + from + " to " + to);
        }
    }

    private static void positive(Duration value, String property) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new Failure.BadInput(property + " is " + value + "; it must be positive and at most one hour");
        }
    }
}
