package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link Document}, strictly: a field that nobody reads is a mistake of the caller's, who is told. */
final class ObjectBody {
    /** Twice the same name, and more behind the end, are errors. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What begins the names of fields that stand for one tag each. */
    private static final String TAG = "tag.";

    private ObjectBody() {}

    static Document readJson(InputStream body, Set<String> allowed) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw NotJson.of("the body", e);
        }
        if (root.isMissingNode()) {
            throw new Failure.BadInput("the body is empty, it must be a JSON object");
        }
        if (!root.isObject()) {
            throw new Failure.BadInput("the body must be a JSON object, not " + Texts.kind(root));
        }
        return document(root, allowed);
    }

    /** The object {@code root} as a document. */
    static Document document(JsonNode root, Set<String> allowed) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            checkAllowed(field.getKey(), allowed);
            fields.put(field.getKey(), field.getValue());
        });
        return new Document(fields, Map.of(), false);
    }

    static Document readMultipart(
            InputStream body, String contentType, Set<String> allowed, Set<String> files, long maxBytes)
            throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Map<String, EncodedImage> images = new LinkedHashMap<>();
        MultipartBody.forEachPart(body, contentType, (part, content) -> {
            String name = part.name();
            if (files.contains(name)) {
                if (images.put(name, EncodedImage.of(MultipartBody.picture(content, maxBytes))) != null) {
                    throw twice(name);
                }
                return;
            }
            putText(name, MultipartBody.text(name, content), allowed, fields);
        });
        return new Document(fields, images, true);
    }

    /** Adds a field of a form. */
    static void putText(String name, String text, Set<String> allowed, Map<String, JsonNode> fields) {
        if (!name.startsWith(TAG) || !allowed.contains("tags")) {
            checkAllowed(name, allowed);
        }
        if (fields.put(name, MAPPER.getNodeFactory().stringNode(text)) != null) {
            throw twice(name);
        }
    }

    static Failure.BadInput twice(String name) {
        return new Failure.BadInput("\"" + name + "\" is given twice");
    }

    private static void checkAllowed(String name, Set<String> allowed) {
        if (!allowed.contains(name)) {
            throw new Failure.BadInput("there is no field \"" + name + "\" here; allowed are "
                    + String.join(", ", new TreeSet<>(allowed)));
        }
    }
}
