package io.likeness.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts requests by what they were answered: {@code likeness_requests_total{api="v1",status="200"}} and so on. Safe for use by many threads. */
public final class RequestCounts extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int FAILED = 500;

    private final transient MeterRegistry registry;

    public RequestCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean done = false;
        try {
            chain.doFilter(request, response);
            done = true;
        } finally {
            Counter.builder("likeness.requests")
                    .description("Requests that were answered")
                    .tag("api", api(request.getRequestURI()))
                    .tag("status", String.valueOf(done ? response.getStatus() : FAILED))
                    .register(registry)
                    .increment();
        }
    }

    private static String api(String path) {
        if (path.startsWith("/v1/")) {
            return "v1";
        }
        return path.startsWith("/api/") ? "earlier" : "other";
    }
}
