package io.likeness.server.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bucket of the previews is reached.
 *
 * @param endpoint address of the store; empty means Amazon's of the region
 * @param region any that the store takes
 * @param accessKey empty means what Amazon's own variables, profile or machine role give
 * @param secretKey of {@code accessKey}
 * @param pathStyle whether the bucket stands in the path of addresses and not in the host's name
 * @param timeout the longest one call may take
 */
public record S3Properties(
        @DefaultValue("") String endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("false") boolean pathStyle,
        @DefaultValue("10s") Duration timeout) {
    public S3Properties {
        endpoint = endpoint.strip();
        region = region.strip();
        accessKey = accessKey.strip();
        secretKey = secretKey.strip();
        Checks.positive("likeness.s3.timeout", timeout);
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "S3[" + endpoint + "]";
    }
}
