package io.likeness.server.security;

import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Refusal;
import io.likeness.server.settings.LikenessProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in or refuses them, before anything else looks at them: with a token set, who sends it; without one, who is not a web page from
 * elsewhere. Only what {@link RequestPath} names is open to all.
 */
public final class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable TokenCheck token;
    private final transient OriginCheck origin;
    private final transient Answers answers;

    public AccessFilter(LikenessProperties settings, Answers answers) {
        this.token = settings.token().isEmpty() ? null : new TokenCheck(settings.token());
        this.origin = new OriginCheck(settings.allowedHosts(), settings.allowRemoteWithoutToken());
        this.answers = answers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.set(request.getRequestURI(), response);
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            answers.deny(Exchange.of(request, response), refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Refusal> refusal(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!RequestPath.isPlain(path)) {
            return Optional.of(new Refusal(400, "the path holds characters that no path of this server has"));
        }
        if (token == null) {
            return RequestPath.isHealth(request.getMethod(), path) ? Optional.empty() : origin.refusal(request);
        }
        return RequestPath.isOpen(request.getMethod(), path) || token.passes(request)
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                401,
                                "the token is missing or wrong; send it in the header \"token\" or as \"Authorization: Bearer …\""));
    }
}
