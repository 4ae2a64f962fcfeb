package io.likeness.cli.access;

import java.util.OptionalLong;

/**
 * How far some work is.
 *
 * @param running whether it goes on
 * @param total what there is in all, or empty while it is being counted
 * @param finished what is dealt with
 * @param failed of that, what could not be dealt with
 * @param secondsLeft at the present rate, or empty where that cannot be told
 */
public record Advance(
        boolean running,
        OptionalLong total,
        long finished,
        long failed,
        double picturesPerSecond,
        OptionalLong secondsLeft) {}
