package io.likeness.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one handler of what nobody expected: a bug is logged once, with an id that the caller is told. Safe for use by many threads. */
public final class Incidents {
    private static final Logger log = LoggerFactory.getLogger(Incidents.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Incidents() {}

    /** Logs {@code unexpected}, which {@code where} met, and answers a refusal that names the log entry. */
    public static Refusal report(String where, Throwable unexpected) {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        log.error("Unexpected failure {} at {}", id, where, unexpected);
        return new Refusal(500, "an unexpected failure, which is in the server's log as " + id);
    }
}
