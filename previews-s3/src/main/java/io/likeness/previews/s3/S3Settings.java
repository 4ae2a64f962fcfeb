package io.likeness.previews.s3;

import io.likeness.failure.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bucket, and how it is reached.
 *
 * @param bucket its name
 * @param prefix what all keys begin with; empty or ending with a slash
 * @param endpoint address of the store; empty means Amazon's of the region
 * @param region any that the store takes
 * @param accessKey empty means what the environment, the profile or the machine's role gives
 * @param secretKey of {@code accessKey}
 * @param pathStyle whether the bucket stands in the path and not in the host's name, as stores other than Amazon's want it
 * @param timeout the longest one call may take, repetitions included
 */
public record S3Settings(
        String bucket,
        String prefix,
        String endpoint,
        String region,
        String accessKey,
        String secretKey,
        boolean pathStyle,
        Duration timeout) {
    private static final Pattern LOCATION = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /**
     * Reads {@code s3://bucket/prefix}.
     *
     * @throws Failure.BadInput if it is none, or the endpoint no web address
     */
    public static S3Settings of(
            String location,
            String endpoint,
            String region,
            String accessKey,
            String secretKey,
            boolean pathStyle,
            Duration timeout) {
        Matcher matcher = LOCATION.matcher(location);
        if (!matcher.matches()) {
            throw new Failure.BadInput("likeness.previews is \"" + location
                    + "\", it must be empty for the data folder, or s3://bucket/prefix");
        }
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^\\s/]+/?")) {
            throw new Failure.BadInput(
                    "likeness.s3.endpoint is \"" + endpoint + "\", it must be an address such as https://minio:9000");
        }
        String path = matcher.group(2) == null ? "" : matcher.group(2).replaceAll("^/+|/+$", "");
        return new S3Settings(
                matcher.group(1),
                path.isEmpty() ? "" : path + "/",
                endpoint.isEmpty() ? "" : URI.create(endpoint).toString(),
                region,
                accessKey,
                secretKey,
                pathStyle,
                timeout);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix + (endpoint.isEmpty() ? "" : " at " + endpoint);
    }
}
