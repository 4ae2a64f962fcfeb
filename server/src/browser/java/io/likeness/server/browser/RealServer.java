package io.likeness.server.browser;

import io.likeness.server.LikenessServer;
import io.likeness.server.wiring.LocalEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with the real model and the real store on a free port, and a client that prepares what a test needs. For one thread. */
final class RealServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final LikenessServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RealServer(LikenessServer server) {
        this.server = server;
    }

    static RealServer start(Path data, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(
                Map.of("likeness.port", 0, "likeness.data", data.toString(), "likeness.fetch.allow", "127.0.0.1"));
        all.putAll(properties);
        return new RealServer(LikenessServer.start(all, LocalEngine::opener));
    }

    LikenessServer server() {
        return server;
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Adds the sample pictures and waits until they are there. */
    RealServer withSamples() throws InterruptedException {
        send("POST", "/v1/samples", "");
        while (send("GET", "/v1/samples", "").get("state").asString().equals("running")) {
            Thread.sleep(100);
        }
        return this;
    }

    /** Id of the picture whose key begins so. */
    String idOf(String keyPrefix) {
        return send("GET", "/v1/images?limit=1&key_prefix=" + keyPrefix, "")
                .get("images")
                .get(0)
                .get("id")
                .asString();
    }

    JsonNode send(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        try {
            String body = client.send(
                            json.isEmpty()
                                    ? request.build()
                                    : request.header("Content-Type", "application/json")
                                            .build(),
                            BodyHandlers.ofString())
                    .body();
            return JSON.readTree(body.isEmpty() ? "null" : body);
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
