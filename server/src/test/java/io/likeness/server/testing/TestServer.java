package io.likeness.server.testing;

import io.likeness.server.LikenessServer;
import io.likeness.server.engine.EngineOpener;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.wiring.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port, mostly over {@link FakeEngine}, and a client of it. Safe for use by many threads. */
public final class TestServer implements AutoCloseable {
    public static final JsonMapper JSON = new JsonMapper();
    private static final String BOUNDARY = "----boundary4711";

    private final LikenessServer server;
    private final @Nullable FakeEngine engine;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(LikenessServer server, @Nullable FakeEngine engine) {
        this.server = server;
        this.engine = engine;
    }

    /** Starts one with these properties. */
    public static TestServer start(Map<String, Object> properties) {
        FakeEngine engine = new FakeEngine();
        return new TestServer(start(properties, engine), engine);
    }

    /** Starts one over the real engine, in a folder of its own. */
    public static TestServer startReal(Map<String, Object> properties) {
        return new TestServer(start(properties, LocalEngine::opener), null);
    }

    private static LikenessServer start(
            Map<String, Object> properties, Function<LikenessProperties, EngineOpener> opener) {
        Map<String, Object> all = new HashMap<>(Map.of("likeness.port", 0, "likeness.data", folder().toString()));
        all.putAll(properties);
        return LikenessServer.start(all, opener);
    }

    /** Where collections put their folders; the pictures themselves are in memory. */
    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("likeness-test");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine of a server that has a false one. */
    public FakeEngine engine() {
        return Objects.requireNonNull(engine);
    }

    public LikenessServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /** Sends {@code body} as this type; headers are pairs of name and value. */
    public HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request =
                request(path).POST(BodyPublishers.ofByteArray(body)).header("Content-Type", type);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends JSON with this method; an empty text is no body. */
    public HttpResponse<String> send(String method, String path, String json) {
        HttpRequest.Builder request =
                request(path).method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send(json.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    public HttpResponse<String> json(String path, String body) {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends a URL-encoded form. */
    public HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(path, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a multipart form; a value is a text or the bytes of a file. */
    public HttpResponse<String> multipart(String path, Map<String, Object> fields, String... headers) {
        return post(path, "multipart/form-data; boundary=" + BOUNDARY, multipart(fields), headers);
    }

    /** The body of a multipart form. */
    public static byte[] multipart(Map<String, Object> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
            body.writeBytes((head
                            + (value instanceof byte[]
                                    ? "; filename=\"a picture.png\"\r\nContent-Type: image/png\r\n\r\n"
                                    : "\r\n\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(
                    value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** The JSON of an answer. */
    public static JsonNode tree(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
