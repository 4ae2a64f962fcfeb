package io.likeness.server.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.docs.ApiDocument.Described;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every example of the API's description is what it says, and every request in it is answered as it says. */
class DocumentedExamplesTest {
    private static final String FORM = "multipart/form-data";
    private static final String JSON = "application/json";
    private static final byte[] NO_BODY = {};
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    @TempDir
    private static Path folder;

    private static ExampleWorld world;
    private static ApiDocument document;

    /** A request of the document. */
    record Request(Described of, String type, String name, JsonNode schema, JsonNode example) {
        @Override
        public String toString() {
            return of + (type.isEmpty() ? "" : " " + type + " " + name);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        world = new ExampleWorld(folder);
        document = new ApiDocument(TestServer.JSON.readTree(
                world.request("GET", "/openapi.json", "", NO_BODY).body()));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    static Stream<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (Described each : document.operations()) {
            JsonNode bodies = each.operation().path("requestBody").path("content");
            if (bodies.isEmpty()) {
                requests.add(new Request(each, "", "", bodies, bodies));
            }
            bodies.properties()
                    .forEach(body -> document.examples(body.getValue())
                            .forEach((name, example) -> requests.add(new Request(
                                    each, body.getKey(), name, body.getValue().get("schema"), example))));
        }
        // A collection goes last, because the others are about it.
        requests.sort(Comparator.comparing(request -> request.of().toString().startsWith("DELETE /v1/coll")
                && !request.of().path().contains("/images")
                && !request.of().path().contains("/duplicates")));
        return requests.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_ofTheDocument_isAnsweredAsItSays(Request request) {
        if (request.type().endsWith("json") || request.type().equals(FORM)) {
            assertThat(document.faults(request.schema(), request.example())).isEmpty();
        }
        JsonNode example = request.example();
        if (request.of().path().contains("/sim/del/")) {
            String there = world.withPictures(example.toString(), "1,2,3");
            example = request.of().path().endsWith("/id") ? TestServer.JSON.readTree(there) : example;
        }
        if (request.of().path().startsWith("/v1/reembed/")) {
            world.moveToAnotherModel();
        }
        HttpResponse<byte[]> answer = world.request(
                request.of().method().toUpperCase(Locale.ROOT),
                address(request.of()),
                request.type().equals(FORM) ? FORM + "; boundary=----boundary4711" : request.type(),
                body(request, example),
                headers(request.of()));
        String text = new String(answer.body(), UTF_8);

        assertThat(answer.statusCode()).as(text).isBetween(200, 299);
        JsonNode described =
                document.resolved(request.of().operation().path("responses").path(String.valueOf(answer.statusCode())));
        assertThat(described.isMissingNode())
                .as("no answer " + answer.statusCode())
                .isFalse();
        checkHeaders(described, answer);
        checkContent(described, answer, text);
    }

    static Stream<Described> v1() {
        return document.operations().stream().filter(each -> each.path().startsWith("/v1"));
    }

    @ParameterizedTest
    @MethodSource("v1")
    void refusal_ofEachKind_isDescribed(Described of) {
        String address = address(of);
        String method = of.method().toUpperCase(Locale.ROOT);
        // The other test may have deleted it.
        world.request("PUT", "/v1/collections/shop", "", NO_BODY);

        checkRefusal(
                of, 400, world.request(method, address + (address.contains("?") ? "&" : "?") + "x=1", "", NO_BODY));
        checkRefusal(of, 403, world.request(method, address, "", NO_BODY, "Origin", "https://elsewhere.example"));
        if (of.path().contains("{id}")) {
            checkRefusal(
                    of,
                    404,
                    world.request(method, address(of).replaceFirst("(images|imports)/\\d+", "$1/99"), JSON, EMPTY));
        }
        if (of.path().contains("{collection}") && !method.equals("PUT")) {
            checkRefusal(of, 404, world.request(method, address.replace("/shop", "/none"), JSON, EMPTY));
        }
        if (of.operation().has("requestBody")) {
            checkRefusal(of, 400, world.request(method, address, JSON, "{\"x\": 1}".getBytes(UTF_8)));
            checkRefusal(of, 415, world.request(method, address, "text/plain", EMPTY));
        }
    }

    private static void checkRefusal(Described of, int status, HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(status);
        JsonNode described = document.resolved(of.operation().path("responses").path(String.valueOf(status)));
        checkHeaders(described, answer);
        JsonNode media = described.path("content").path("application/problem+json");
        assertThat(document.faults(media.path("schema"), TestServer.JSON.readTree(text)))
                .as(text)
                .isEmpty();
    }

    private static void checkHeaders(JsonNode described, HttpResponse<byte[]> answer) {
        described
                .path("headers")
                .propertyNames()
                .forEach(name ->
                        assertThat(answer.headers().firstValue(name)).as(name).isPresent());
    }

    private static void checkContent(JsonNode described, HttpResponse<byte[]> answer, String text) {
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (!described.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        JsonNode media = described.path("content").path(type);
        assertThat(media.isMissingNode()).as("answer of type " + type).isFalse();
        if (type.equals(JSON)) {
            JsonNode tree = TestServer.JSON.readTree(text);
            assertThat(document.faults(media.get("schema"), tree)).as(text).isEmpty();
            // The earlier interface answers failures with 200 too.
            assertThat(tree.path("code").asInt(200)).as(text).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_ofTheDocument_isOfItsSchema(String name, JsonNode schema, JsonNode example) {
        assertThat(document.faults(schema, example)).as(name).isEmpty();
    }

    static Stream<Arguments> answers() {
        List<Arguments> answers = new ArrayList<>();
        for (Described each : document.operations()) {
            for (Map.Entry<String, JsonNode> response :
                    each.operation().get("responses").properties()) {
                document.resolved(response.getValue())
                        .path("content")
                        .properties()
                        .forEach(media -> {
                            if (media.getKey().endsWith("json")) {
                                Map<String, JsonNode> examples = document.examples(media.getValue());
                                assertThat(examples).as(each.toString()).isNotEmpty();
                                examples.forEach((name, example) -> answers.add(Arguments.of(
                                        each + " " + response.getKey() + " " + name,
                                        media.getValue().get("schema"),
                                        example)));
                            }
                        });
            }
        }
        return answers.stream();
    }

    private static String address(Described of) {
        String path = of.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : of.operation().path("parameters")) {
            JsonNode example = example(parameter);
            String name = parameter.get("name").stringValue();
            switch (parameter.get("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(example.asString()));
                case "query" -> {
                    if (example.isObject()) {
                        example.properties()
                                .forEach(each -> query.add(encoded(each.getKey()) + "="
                                        + encoded(each.getValue().asString())));
                    } else {
                        query.add(encoded(name) + "=" + encoded(example.asString()));
                    }
                }
                default -> {
                    // Headers are sent elsewhere.
                }
            }
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** The last one, which is not left out. */
    private static JsonNode example(JsonNode parameter) {
        Map<String, JsonNode> examples = document.examples(parameter);
        examples.forEach((name, example) -> assertThat(document.faults(parameter.get("schema"), example))
                .as(parameter.get("name") + " " + name)
                .isEmpty());
        return List.copyOf(examples.values()).getLast();
    }

    private static String[] headers(Described of) {
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : of.operation().path("parameters")) {
            if (parameter.get("in").stringValue().equals("header")) {
                headers.add(parameter.get("name").stringValue());
                headers.add(example(parameter).asString());
            }
        }
        return headers.toArray(String[]::new);
    }

    private static byte[] body(Request request, JsonNode example) {
        if (request.type().isEmpty()) {
            return NO_BODY;
        }
        if (request.type().endsWith("json")) {
            return world.here(example.toString()).getBytes(UTF_8);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        example.properties().forEach(field -> {
            String text = field.getValue().asString();
            fields.put(
                    field.getKey(),
                    document.isFile(request.schema(), field.getKey())
                            ? ExampleWorld.file(request.of() + text)
                            : world.here(text));
        });
        return request.type().equals(FORM)
                ? TestServer.multipart(fields)
                : String.join(
                                "&",
                                fields.entrySet().stream()
                                        .map(field -> encoded(field.getKey()) + "="
                                                + encoded(field.getValue().toString()))
                                        .toList())
                        .getBytes(UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
