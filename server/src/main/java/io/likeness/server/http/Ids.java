package io.likeness.server.http;

import java.util.OptionalLong;

/** How callers write the ids of pictures. */
public final class Ids {
    /** 2^63 - 1 has as many digits. */
    private static final int MOST_DIGITS = 19;

    private Ids() {}

    /** The id that {@code text} writes in decimal digits without a sign, from 1 to 2^63 - 1; empty where it writes none. */
    public static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            long id = Long.parseLong(text);
            return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
        } catch (NumberFormatException _) {
            // 19 digits may write more than a long holds.
            return OptionalLong.empty();
        }
    }
}
