package io.likeness.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives every request an id: the one its caller sent in {@value #HEADER}, if it is one, else a new one. The answer carries it, and every line that the
 * request's thread logs. Safe for use by many threads.
 */
public final class RequestIds extends HttpFilter {
    /** Header of requests and answers. */
    public static final String HEADER = "X-Request-Id";

    /** Name under which lines of the log carry it. */
    public static final String LOG_NAME = "request";

    private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = of(request, response);
        MDC.put(LOG_NAME, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOG_NAME);
        }
    }

    /** The id of a request, which its answer is given too. */
    static String of(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = choose(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        return id;
    }

    private static String choose(@Nullable String given) {
        if (given != null && SANE.matcher(given).matches()) {
            return given;
        }
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
