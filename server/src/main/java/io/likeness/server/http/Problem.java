package io.likeness.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A failure as RFC 9457 writes it.
 *
 * @param type address of the page that explains this kind of failure, on the same server; stable
 * @param title that kind in a few words
 * @param status the HTTP status
 * @param detail this failure, in plain words
 * @param instance path of the request
 * @param requestId names the request in the log
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "request_id"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonProperty("request_id") String requestId) {
    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Refusal refusal, String path, String requestId) {
        return new Problem(
                refusal.type().uri(), refusal.type().title(), refusal.status(), refusal.detail(), path, requestId);
    }

    /** Whether failures at {@code path} are answered as problems. */
    static boolean isFor(String path) {
        return isBelow("/v1", path) || isBelow("/actuator", path);
    }

    private static boolean isBelow(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
