package io.likeness.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * The earlier system's answer.
 *
 * @param msg what happened, in the manual's words
 * @param code 200 for success, 500 for failure
 * @param data the result; null on failure
 * @param detail on failure the reason in plain words; not written on success
 */
@JsonPropertyOrder({"msg", "code", "data", "detail"})
public record Envelope(
        String msg,
        int code,
        @Nullable Object data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {
    private static final int SUCCESS = 200;
    private static final int FAILURE = 500;

    /** A success. */
    public static Envelope success(String msg, Object data) {
        return new Envelope(msg, SUCCESS, data, null);
    }

    /** A failure. */
    public static Envelope failure(String msg, String detail) {
        return new Envelope(msg, FAILURE, null, detail);
    }
}
