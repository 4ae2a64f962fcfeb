package io.likeness.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Compares what callers send with the token, in a time that says nothing about either. Safe for use by many threads. */
final class TokenCheck {
    private static final String BEARER = "Bearer ";

    private final byte[] expected;

    TokenCheck(String token) {
        this.expected = digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the header {@code token}, or {@code Authorization} as bearer, holds the token; nothing else is looked at. */
    boolean passes(HttpServletRequest request) {
        return equal(request.getHeader("token")) || equal(bearer(request.getHeader("Authorization")));
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private boolean equal(@Nullable String given) {
        // The container reads header bytes as ISO-8859-1, so this brings back what was sent.
        return given != null && MessageDigest.isEqual(expected, digest(given.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Whether the request holds a token at all. */
    static boolean isGiven(HttpServletRequest request) {
        return isText(request.getHeader("token")) || isText(bearer(request.getHeader("Authorization")));
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    /** Digests have one length, so that a comparison does not tell the token's. */
    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
