package io.likeness.server.security;

import io.likeness.server.http.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from elsewhere away from a server without a token. A browser sends their requests from the machine it runs on, so that the address
 * says nothing; but it says in {@code Origin} and {@code Sec-Fetch-Site} where the page came from, and in {@code Host} by which name it found the
 * server, which is a name of the attacker's after DNS rebinding. Safe for use by many threads.
 */
final class OriginCheck {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-f:.]+]|[^:@/\\\\\\[\\]]+)(?::[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> allowed;
    private final boolean remote;

    /**
     * @param allowedHosts further names of this server, lower or upper case; {@code *} allows every name
     * @param remote whether other machines may call
     */
    OriginCheck(List<String> allowedHosts, boolean remote) {
        this.allowed =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.remote = remote;
    }

    /** Why a request is not let in, or empty where it is. */
    Optional<Refusal> refusal(HttpServletRequest request) {
        String host = lower(request.getHeader("Host"));
        if (!isOurs(name(host))) {
            return Optional.of(new Refusal(
                    403,
                    "the Host header is \"" + host + "\", which is no name of this server; likeness.allowed-hosts"
                            + " (LIKENESS_ALLOWED_HOSTS) adds names"));
        }
        if (RequestPath.isOpen(request.getMethod(), request.getRequestURI())) {
            // A link on a page elsewhere may lead here.
            return Optional.empty();
        }
        String origin = lower(request.getHeader("Origin"));
        if (!origin.isEmpty()) {
            return isFrom(origin, host) ? Optional.empty() : Optional.of(foreign("Origin", origin));
        }
        String site = lower(request.getHeader("Sec-Fetch-Site"));
        return site.isEmpty() || site.equals("same-origin") || site.equals("none")
                ? Optional.empty()
                : Optional.of(foreign("Sec-Fetch-Site", site));
    }

    private static Refusal foreign(String header, String value) {
        return new Refusal(
                403,
                "the request comes from a web page elsewhere (" + header + ": " + value
                        + "); a token, or that page's host in likeness.allowed-hosts (LIKENESS_ALLOWED_HOSTS), lets it in");
    }

    private boolean isOurs(String name) {
        // Nobody can make a browser believe that his page has an address, or a name without a dot, that he does not
        // own.
        boolean cannotBeForged = ADDRESS.matcher(name).matches() || name.indexOf('.') < 0;
        return OWN_NAMES.contains(name) || isAllowed(name) || (remote && !name.isEmpty() && cannotBeForged);
    }

    private boolean isAllowed(String name) {
        return !name.isEmpty() && (allowed.contains(name) || allowed.contains("*"));
    }

    private boolean isFrom(String origin, String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && (authority.equals(host) || isListed(name(authority)));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** Origins must be listed one by one: {@code *} is about names of this server. */
    private boolean isListed(String name) {
        return !name.isEmpty() && allowed.contains(name);
    }

    /** The host without its port, or empty where it is none. */
    private static String name(String authority) {
        var matcher = AUTHORITY.matcher(authority);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String lower(@Nullable String header) {
        return header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    }
}
