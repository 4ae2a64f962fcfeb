package io.likeness.server.http;

import io.likeness.failure.Failure;

/**
 * Why a request is not done, and the HTTP status that says so: the one place where failures get a status.
 *
 * @param status 400 to 599
 * @param detail in plain words
 */
public record Refusal(int status, String detail) {
    /** Maps a failure. */
    public static Refusal of(Failure failure) {
        int status = switch (failure) {
            case Failure.BadInput _ -> 400;
            case Failure.Forbidden _ -> 403;
            case Failure.NotFound _ -> 404;
            case Failure.Conflict _ -> 409;
            case Failure.TooLarge _ -> 413;
            case Failure.UnsupportedImage _ -> 415;
            case Failure.Overloaded _ -> 429;
            case Failure.Unavailable _ -> 503;
        };
        return new Refusal(status, failure.getMessage() == null ? "no reason given" : failure.getMessage());
    }

    /** Whether trying again a little later may succeed. */
    public boolean retryable() {
        return status == 429 || status == 503;
    }
}
