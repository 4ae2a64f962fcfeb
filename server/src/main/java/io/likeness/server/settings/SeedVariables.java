package io.likeness.server.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The earlier system's environment variables and the properties they stand for. */
final class SeedVariables {
    private static final Logger log = LoggerFactory.getLogger(SeedVariables.class);

    static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("API_PORT", "likeness.port"),
            Map.entry("TOKEN", "likeness.token"),
            Map.entry("TOKEN_READ", "likeness.token-read"),
            Map.entry("IMAGE_INC_PATH", "likeness.import.inc-path"),
            Map.entry("IMAGE_POOL_PATH", "likeness.import.pool-path"),
            Map.entry("MILVUS_HOST", "likeness.milvus.host"),
            Map.entry("MILVUS_PORT", "likeness.milvus.port"),
            Map.entry("MILVUS_USER", "likeness.milvus.user"),
            Map.entry("MILVUS_PASSWORD", "likeness.milvus.password"),
            Map.entry("MILVUS_HOST_TOKEN", "likeness.milvus.token"),
            Map.entry("MILVUS_COLLECTION", "likeness.milvus.collection"));

    private SeedVariables() {}

    /**
     * Answers the properties that {@code environment} sets; empty variables count as unset.
     */
    static Map<String, Object> read(Map<String, ?> environment) {
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
