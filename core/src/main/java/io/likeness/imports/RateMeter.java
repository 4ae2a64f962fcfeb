package io.likeness.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts events a second over the last ten. Safe for use by many threads. */
public final class RateMeter {
    private static final int SECONDS = 10;

    private final InstantSource clock;
    private final Instant started;
    // Guarded by this: events of the second that stands in seconds[i].
    private final long[] events = new long[SECONDS + 1];
    private final long[] seconds = new long[SECONDS + 1];

    /** Begins to count now. */
    public RateMeter(InstantSource clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Takes note of one event. */
    public synchronized void mark() {
        long now = clock.instant().getEpochSecond();
        int slot = (int) (now % events.length);
        if (seconds[slot] != now) {
            seconds[slot] = now;
            events[slot] = 0;
        }
        events[slot]++;
    }

    /** Events a second. */
    public synchronized double perSecond() {
        Instant now = clock.instant();
        double span = Math.clamp(Duration.between(started, now).toMillis() / 1000.0, 0.5, SECONDS);
        long sum = 0;
        for (int i = 0; i < events.length; i++) {
            if (seconds[i] > now.getEpochSecond() - SECONDS) {
                sum += events[i];
            }
        }
        return sum / span;
    }
}
