package io.likeness.server.security;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that tell browsers what they must not do with an answer. */
final class SecurityHeaders {
    /** Swagger UI sets styles from its script and draws its icons from data URLs. */
    private static final String DOCS_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void set(String path, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy", path.equals("/docs") || path.startsWith("/docs/") ? DOCS_POLICY : POLICY);
    }
}
