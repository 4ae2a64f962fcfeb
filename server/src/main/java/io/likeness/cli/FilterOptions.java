package io.likeness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The options that say which pictures are meant. Used by one thread. */
final class FilterOptions {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description =
                    "Pictures with this tag. Given twice for one name: either value; different names must all match.")
    private @Nullable List<String> tags;

    @Option(names = "--key-prefix", paramLabel = "TEXT", description = "Pictures whose key begins so.")
    private @Nullable String keyPrefix;

    @Option(
            names = "--filter",
            paramLabel = "JSON",
            description = "Pictures that a filter of docs/api/v1.md means, for example "
                    + "'{\"tag\": \"price\", \"lt\": 5}'; '{}' means all.")
    private @Nullable String filter;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    FilterOptions() {}

    /** Whether any was given. */
    boolean isGiven() {
        return tags != null || keyPrefix != null || filter != null;
    }

    Map<String, List<String>> tags() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (tags != null) {
            for (String each : tags) {
                Map.Entry<String, String> tag = TagText.read(each, spec.commandLine());
                values.computeIfAbsent(tag.getKey(), _ -> new ArrayList<>()).add(tag.getValue());
            }
        }
        return values;
    }

    String keyPrefix() {
        return keyPrefix == null ? "" : keyPrefix;
    }

    /** Refuses {@code --filter} where a list cannot take it. */
    void refuseFilter() {
        if (filter != null) {
            throw new ParameterException(
                    spec.commandLine(), "a list is by --tag and --key-prefix, --filter is for search and delete");
        }
    }

    /** The filter that they make together, or empty where none was given. */
    Optional<JsonNode> filter() {
        if (!isGiven()) {
            return Optional.empty();
        }
        ObjectNode all = JSON.createObjectNode();
        ArrayNode parts = JSON.createArrayNode();
        tags().forEach((name, values) -> {
            ObjectNode part = parts.addObject().put("tag", name);
            values.forEach(part.putArray("in")::add);
        });
        if (keyPrefix != null) {
            parts.addObject().put("key_prefix", keyPrefix);
        }
        if (filter != null) {
            JsonNode given = read(filter);
            if (parts.isEmpty()) {
                return Optional.of(given);
            }
            parts.add(given);
        }
        all.set("and", parts);
        return Optional.of(all);
    }

    private JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ParameterException(spec.commandLine(), "--filter is not JSON: " + e.getOriginalMessage());
        }
    }
}
