package io.likeness.server.http;

import io.likeness.failure.Failure;

/**
 * Why a request is not done, and the HTTP status that says so: the one place where failures get a status.
 *
 * @param type the kind of failure
 * @param status 400 to 599
 * @param detail in plain words
 * @param retryAfter seconds after which trying again may succeed; 0 where it will not
 */
public record Refusal(ProblemType type, int status, String detail, int retryAfter) {
    /** With the status that is usual for its type. */
    public Refusal(ProblemType type, String detail) {
        this(type, type.status(), detail, retryAfter(type.status()));
    }

    /** With the type that stands for {@code status}. */
    public Refusal(int status, String detail) {
        this(ProblemType.ofStatus(status), status, detail, retryAfter(status));
    }

    /** Maps a failure. */
    public static Refusal of(Failure failure) {
        ProblemType type = switch (failure) {
            case Failure.BadInput _ -> ProblemType.BAD_INPUT;
            case Failure.Forbidden _ -> ProblemType.FORBIDDEN;
            case Failure.NotFound _ -> ProblemType.NOT_FOUND;
            case Failure.Conflict _ -> ProblemType.CONFLICT;
            case Failure.TooLarge _ -> ProblemType.TOO_LARGE;
            case Failure.UnsupportedImage image ->
                image.isDamaged() ? ProblemType.UNPROCESSABLE : ProblemType.UNSUPPORTED_IMAGE;
            case Failure.Overloaded _ -> ProblemType.OVERLOADED;
            case Failure.Unavailable _ -> ProblemType.UNAVAILABLE;
        };
        return new Refusal(type, failure.getMessage());
    }

    private static int retryAfter(int status) {
        return status == 429 || status == 503 ? 1 : 0;
    }
}
