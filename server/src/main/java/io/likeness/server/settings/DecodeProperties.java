package io.likeness.server.settings;

import io.likeness.failure.Failure;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Decoding.
 *
 * @param isolation {@code process}: in processes of their own, which native code may bring down; {@code none}: in the server itself
 * @param timeout for one picture, in a process of its own
 */
public record DecodeProperties(
        @DefaultValue("process") String isolation,
        @DefaultValue("10s") Duration timeout) {
    public DecodeProperties {
        isolation = isolation.strip();
        if (!isolation.equals("process") && !isolation.equals("none")) {
            throw new Failure.BadInput("likeness.decode.isolation (LIKENESS_DECODE_ISOLATION) is \"" + isolation
                    + "\", allowed are process and none");
        }
        Checks.positive("likeness.decode.timeout", timeout);
    }

    /** Whether pictures are decoded in processes of their own. */
    public boolean isIsolated() {
        return isolation.equals("process");
    }
}
