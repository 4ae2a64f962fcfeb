package io.likeness.cli.access;

import io.likeness.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A server and how to be let in.
 *
 * @param base its address, without a slash at the end
 * @param token empty for none
 */
public record ServerAddress(URI base, String token) {
    /**
     * Reads an address as a user writes it.
     *
     * @throws Failure.BadInput if it is none, or holds a user name or a query
     */
    public static ServerAddress of(String url, String token) {
        String stripped = url.strip().replaceAll("/+$", "");
        try {
            URI base = new URI(stripped);
            boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
            boolean plain = base.getRawQuery() == null && base.getRawFragment() == null && base.getUserInfo() == null;
            if (web && base.getHost() != null && plain) {
                return new ServerAddress(base, token.strip());
            }
        } catch (URISyntaxException _) {
            // Told below, without the reason, which may quote what should not be told.
        }
        throw new Failure.BadInput(
                "the server's address (--server, LIKENESS_SERVER) must look like http://127.0.0.1:7000");
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return base.toString();
    }
}
