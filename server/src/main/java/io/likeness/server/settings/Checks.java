package io.likeness.server.settings;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;

/** Checks of single values, which say in plain words what is wrong. */
final class Checks {
    private Checks() {}

    static void within(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new Failure.BadInput(property + " is " + value + ", allowed are " + least + " to " + most);
        }
    }

    static void positive(String property, Duration value) {
        if (!value.isPositive()) {
            throw new Failure.BadInput(property + " is " + value.toMillis() + " ms, it must be more than 0");
        }
    }

    static void notNegative(String property, Duration value) {
        if (value.isNegative()) {
            throw new Failure.BadInput(property + " is " + value.toMillis() + " ms, it must not be negative");
        }
    }

    static boolean samePath(String one, String other) {
        return Path.of(one)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(other).toAbsolutePath().normalize());
    }
}
