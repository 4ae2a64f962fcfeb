package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.server.http.Document;
import io.likeness.server.http.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads tags. */
final class TagsJson {
    private static final String PREFIX = "tag.";

    private TagsJson() {}

    /** The tags of a body: the object {@code tags}, and in a form also fields {@code tag.NAME}. */
    static Map<String, String> of(Document body) {
        Map<String, String> tags = new LinkedHashMap<>();
        body.structure("tags").ifPresent(node -> object(node).forEach(tags::put));
        for (String name : body.names()) {
            if (name.startsWith(PREFIX)) {
                tags.put(name.substring(PREFIX.length()), body.text(name).orElse(""));
            }
        }
        return tags;
    }

    /** The tags after a merge patch (RFC 7396): null removes one, everything else sets it. */
    static Map<String, String> patched(Map<String, String> tags, JsonNode patch) {
        if (patch.isNull()) {
            return Map.of();
        }
        checkObject(patch);
        Map<String, String> patched = new LinkedHashMap<>(tags);
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                patched.remove(entry.getKey());
            } else {
                patched.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
            }
        });
        return patched;
    }

    /** The value of a tag: a text, or a number as it is written in JSON. */
    static String value(String name, JsonNode node) {
        return node.isNumber() ? node.asString() : Texts.of("tag \"" + name + "\"", node);
    }

    /** An object of names and texts. */
    static Map<String, String> object(JsonNode node) {
        checkObject(node);
        Map<String, String> tags = new LinkedHashMap<>();
        node.properties().forEach(entry -> tags.put(entry.getKey(), value(entry.getKey(), entry.getValue())));
        return tags;
    }

    private static void checkObject(JsonNode node) {
        if (!node.isObject()) {
            throw new Failure.BadInput("tags must be an object of names and texts, not " + Texts.kind(node));
        }
    }
}
