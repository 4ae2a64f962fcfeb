package io.likeness.library;

import org.jspecify.annotations.Nullable;

/** Brings what was thrown on another thread to the one that waits for it. */
final class Causes {
    private Causes() {}

    static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
