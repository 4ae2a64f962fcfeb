package io.likeness.server.security;

import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.ProblemType;
import io.likeness.server.http.Refusal;
import io.likeness.server.http.SecurityHeaders;
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
    /** Attribute of a request that was let in with the token that may only read. */
    public static final String READ_ONLY = AccessFilter.class.getName() + ".readOnly";

    private static final long serialVersionUID = 1L;

    /** Attribute of a request that was let in to ask whether a token is needed. */
    public static final String NO_TOKEN = AccessFilter.class.getName() + ".noToken";

    private final transient @Nullable TokenCheck token;
    private final transient @Nullable TokenCheck readToken;
    private final transient WrongTries wrongTries = new WrongTries(System::nanoTime);
    private final transient OriginCheck origin;
    private final transient Answers answers;

    public AccessFilter(LikenessProperties settings, Answers answers) {
        this.token = settings.token().isEmpty() ? null : new TokenCheck(settings.token());
        this.readToken = settings.tokenRead().isEmpty() ? null : new TokenCheck(settings.tokenRead());
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
        if (RequestPath.isOpen(request.getMethod(), path) || token.passes(request)) {
            return Optional.empty();
        }
        if (RequestPath.isAsking(request.getMethod(), path) && !TokenCheck.isGiven(request)) {
            request.setAttribute(NO_TOKEN, true);
            return Optional.empty();
        }
        return withoutToken(request, path);
    }

    private Optional<Refusal> withoutToken(HttpServletRequest request, String path) {
        if (readToken != null && readToken.passes(request)) {
            request.setAttribute(READ_ONLY, true);
            return RequestPath.isReading(request.getMethod(), path)
                    ? Optional.empty()
                    : Optional.of(
                            new Refusal(403, "the token may only search and read, this request changes something"));
        }
        int wait = TokenCheck.isGiven(request) ? wrongTries.next(request.getRemoteAddr()) : 0;
        if (wait > 0) {
            return Optional.of(new Refusal(
                    ProblemType.TOO_MANY_TRIES,
                    ProblemType.TOO_MANY_TRIES.status(),
                    "this address sent " + WrongTries.ALLOWED + " wrong tokens within a minute; try again in " + wait
                            + " s",
                    wait));
        }
        return Optional.of(new Refusal(
                401,
                "the token is missing or wrong; send it in the header \"token\" or as \"Authorization: Bearer …\""));
    }
}
