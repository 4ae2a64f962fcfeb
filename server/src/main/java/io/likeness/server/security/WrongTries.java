package io.likeness.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by the address they come from; a network of 64 bits counts as one IPv6 address. Remembers so many addresses and forgets the
 * one that began first. Safe for use by many threads.
 */
final class WrongTries {
    /** How many wrong tokens in a minute are answered as such. */
    static final int ALLOWED = 10;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_OF_SECOND = Duration.ofSeconds(1).toNanos();
    private static final int REMEMBERED = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanoClock;
    // Guarded by this; in the order in which windows began.
    private final Map<String, Window> windows = new LinkedHashMap<>();

    WrongTries(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private record Window(long start, int tries) {}

    /** Takes note of a wrong token; answers the seconds until the next is answered as such, 0 if this one is. */
    synchronized int next(String address) {
        long now = nanoClock.getAsLong();
        String who = who(address);
        Window known = windows.get(who);
        if (known == null || now - known.start() >= WINDOW_NANOS) {
            windows.remove(who);
            windows.put(who, new Window(now, 1));
            if (windows.size() > REMEMBERED) {
                windows.remove(windows.keySet().iterator().next());
            }
            return 0;
        }
        if (known.tries() < ALLOWED) {
            windows.put(who, new Window(known.start(), known.tries() + 1));
            return 0;
        }
        return (int) ((known.start() + WINDOW_NANOS - now + NANOS_OF_SECOND - 1) / NANOS_OF_SECOND);
    }

    private static String who(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
