package io.likeness.server.v1;

import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.security.AccessFilter;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers what they may do, so that a page need not offer what would be refused. Safe for use by many threads. */
@RestController
@Hidden
public final class AccessController {
    private final Answers answers;
    private final boolean withToken;

    /**
     * @param withToken whether a token is set
     */
    public AccessController(Answers answers, boolean withToken) {
        this.answers = answers;
        this.withToken = withToken;
    }

    /** Answers what the caller may do. */
    @GetMapping("/v1/access")
    public void access(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        answers.json(exchange, HttpServletResponse.SC_OK, Map.of("access", access(request), "token", withToken));
    }

    private static String access(HttpServletRequest request) {
        if (request.getAttribute(AccessFilter.NO_TOKEN) != null) {
            return "none";
        }
        return request.getAttribute(AccessFilter.READ_ONLY) == null ? "all" : "read";
    }
}
