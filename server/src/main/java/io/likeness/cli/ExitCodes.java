package io.likeness.cli;

import io.likeness.failure.Failure;

/** What the process ends with; {@code docs/cli.md} lists the same. */
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int UNREACHABLE = 3;
    static final int FORBIDDEN = 4;
    static final int PARTLY = 5;
    static final int DAMAGED = 6;

    private ExitCodes() {}

    static int of(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable _, Failure.Overloaded _ -> UNREACHABLE;
            case Failure.Forbidden _ -> FORBIDDEN;
            case Failure.BadInput _,
                    Failure.NotFound _,
                    Failure.Conflict _,
                    Failure.TooLarge _,
                    Failure.UnsupportedImage _ -> FAILED;
        };
    }
}
