package io.likeness.server.docs;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description as a test reads it. Immutable. */
record ApiDocument(JsonNode root) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    /** One method of one path. */
    record Described(String method, String path, JsonNode operation) {
        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    List<Described> operations() {
        List<Described> all = new ArrayList<>();
        root.get("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> all.add(new Described(
                                method, path.getKey(), path.getValue().get(method)))));
        return all;
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : root.at(ref.stringValue().substring(1));
    }

    /** The examples of a body or an answer: by name, alone, or made of those of its fields. */
    Map<String, JsonNode> examples(JsonNode media) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        if (media.has("examples")) {
            media.get("examples")
                    .properties()
                    .forEach(each ->
                            found.put(each.getKey(), resolved(each.getValue()).get("value")));
        } else if (media.has("example")) {
            found.put("example", media.get("example"));
        } else {
            ObjectNode fields = MAPPER.createObjectNode();
            resolved(media.path("schema")).path("properties").properties().forEach(field -> {
                if (field.getValue().has("example")) {
                    fields.set(field.getKey(), field.getValue().get("example"));
                } else if (field.getValue().path("format").asString("").equals("binary")) {
                    fields.put(field.getKey(), field.getKey() + ".jpg");
                }
            });
            found.put("fields", fields);
        }
        return found;
    }

    /** Fields that a schema describes as bytes. */
    boolean isFile(JsonNode schema, String field) {
        return resolved(schema)
                .path("properties")
                .path(field)
                .path("format")
                .asString("")
                .equals("binary");
    }

    /** What is wrong with a value. Fields that are not described are wrong too. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("components", closed(root.get("components")));
        whole.set("allOf", MAPPER.createArrayNode().add(closed(schema)));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** The same with every object closed that does not say what else it may hold. */
    private static JsonNode closed(JsonNode node) {
        JsonNode copy = node.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::close);
    }
}
