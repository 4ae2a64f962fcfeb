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

    static void readToken(String token, String tokenRead) {
        if (!tokenRead.isEmpty() && token.isEmpty()) {
            throw new Failure.BadInput("likeness.token-read (TOKEN_READ) is set but likeness.token (TOKEN) is not,"
                    + " so that everyone could write; set both");
        }
        if (!tokenRead.isEmpty() && tokenRead.equals(token)) {
            throw new Failure.BadInput(
                    "likeness.token-read (TOKEN_READ) is the same as likeness.token (TOKEN), they must differ");
        }
    }

    /** Checks a template of web addresses over {@code {imgPath}} and {@code {key}}. */
    static void template(String property, String value) {
        String filled = value.replace("{imgPath}", "a").replace("{key}", "a");
        if (!value.isEmpty()
                && (filled.equals(value)
                        || !filled.matches("https?://[^/?#{}\\s]+/[^{}\\s]*")
                        || !value.matches("https?://[^/{}]+/.*"))) {
            throw new Failure.BadInput(property + " is \"" + value
                    + "\", it must be an http or https address with {imgPath} or {key} in its path, such as"
                    + " https://pictures.example/{imgPath}");
        }
    }

    static boolean samePath(String one, String other) {
        return Path.of(one)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(other).toAbsolutePath().normalize());
    }
}
