package io.likeness.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes note of requests as they begin and end. */
public final class ExchangeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient OpenExchanges open;

    public ExchangeFilter(OpenExchanges open) {
        this.open = open;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = Exchange.of(request, response);
        open.begin(exchange);
        try {
            chain.doFilter(request, response);
        } finally {
            open.end(exchange);
        }
    }
}
