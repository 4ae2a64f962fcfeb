package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON object, field by field, so that what is not wanted takes no memory. */
final class JsonBody {
    // The body's own limit bounds strings; the parser's default would refuse larger pictures in base64.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /**
     * @throws Failure.BadInput if it is no JSON object
     */
    static Fields read(InputStream body, Set<String> wanted) throws IOException {
        Fields.Builder fields = new Fields.Builder();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Failure.BadInput("the body is empty, it must be a JSON object");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new Failure.BadInput("the body must be a JSON object, {\"name\": value, …}");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (wanted.contains(name)) {
                    field(name, value, parser, fields);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new Failure.BadInput("something follows the JSON object in the body");
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw NotJson.of("the body", e);
        }
        return fields.build();
    }

    private static void field(String name, JsonToken token, JsonParser parser, Fields.Builder fields) {
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.text(name, parser.getString());
            case START_ARRAY -> fields.list(name, elements(name, parser));
            default -> throw new Failure.BadInput(name + " must be a text or a number, not " + word(token));
        }
    }

    private static List<String> elements(String name, JsonParser parser) {
        List<String> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
                throw new Failure.BadInput(name + " must be a list of texts or numbers, not of " + word(token));
            }
            if (elements.size() == Fields.MAX_NAMES) {
                throw new Failure.BadInput(
                        name + " has more than " + Fields.MAX_NAMES + " entries, which is the limit");
            }
            elements.add(parser.getString());
        }
        return elements;
    }

    private static String word(JsonToken token) {
        return switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            default -> "null";
        };
    }
}
