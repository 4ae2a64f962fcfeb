package io.likeness.server.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths are understood, and which of them are open to callers without a token. Everything this server serves has a plain path, so that nothing
 * else needs to be decoded, normalised or trusted.
 */
final class RequestPath {
    /** Segments of plain characters that do not end in a dot, one slash before each. */
    private static final Pattern PLAIN = Pattern.compile("/|(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-])+/?");

    private static final Set<String> OPEN = Set.of(
            "/",
            "/docs",
            "/openapi.json",
            "/favicon.ico",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness");

    private static final List<String> FILES = List.of("/console/", "/docs/", "/webjars/swagger-ui/");

    private static final Set<String> HEALTH =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");

    private static final Pattern SEARCH =
            Pattern.compile("/v1(/collections/[^/]+)?/(search|compare|preview|check)|/api/image/sim/search/[a-z0-9]+");

    private RequestPath() {}

    /** Whether {@code path}, as it stood in the request line, means the same to everyone who reads it. */
    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches();
    }

    /** Whether reading {@code path} needs no token: health, and files that are the same in every installation. */
    static boolean isOpen(String method, String path) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return reads && (OPEN.contains(path) || FILES.stream().anyMatch(path::startsWith));
    }

    /** Whether a request asks what may be done, which one without a token may do to learn that it needs one. */
    static boolean isAsking(String method, String path) {
        return method.equals("GET") && path.equals("/v1/access");
    }

    /** Whether a request only searches or reads. */
    static boolean isReading(String method, String path) {
        return method.equals("GET")
                || method.equals("HEAD")
                || (method.equals("POST") && SEARCH.matcher(path).matches());
    }

    /** Whether {@code path} only tells whether the server is well. */
    static boolean isHealth(String method, String path) {
        return HEALTH.contains(path) && isOpen(method, path);
    }
}
