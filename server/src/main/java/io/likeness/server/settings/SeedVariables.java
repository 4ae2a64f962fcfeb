package io.likeness.server.settings;

import io.likeness.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The earlier system's environment variables and the properties they stand for. */
final class SeedVariables {
    private static final Logger log = LoggerFactory.getLogger(SeedVariables.class);

    static final Map<String, String> PROPERTIES = Map.of(
            "API_PORT", "likeness.port",
            "TOKEN", "likeness.token",
            "TOKEN_READ", "likeness.token-read",
            "IMAGE_INC_PATH", "likeness.import.inc-path",
            "IMAGE_POOL_PATH", "likeness.import.pool-path");

    private SeedVariables() {}

    /**
     * Answers the properties that {@code environment} sets; empty variables count as unset.
     *
     * @throws Failure.BadInput if a variable asks for what this server cannot do
     */
    static Map<String, Object> read(Map<String, ?> environment) {
        if (!text(environment, "MILVUS_HOST").isEmpty()) {
            throw new Failure.BadInput("MILVUS_HOST is set to \"" + text(environment, "MILVUS_HOST")
                    + "\", but the Milvus store is not built yet; unset it to use the embedded store");
        }
        if (!text(environment, "IMAGE_CACHE_PATH").isEmpty()) {
            log.info("IMAGE_CACHE_PATH is not needed any more and is ignored.");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        PROPERTIES.forEach((variable, property) -> {
            String value = text(environment, variable);
            if (!value.isEmpty()) {
                properties.put(property, value);
            }
        });
        return properties;
    }

    private static String text(Map<String, ?> environment, String variable) {
        Object value = environment.get(variable);
        return value == null ? "" : value.toString().strip();
    }
}
