package io.likeness.server.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls any path of one server. Safe for use by many threads. */
final class ApiClient {
    static final JsonMapper JSON = new JsonMapper();

    private static final String BOUNDARY = "a-boundary-that-no-picture-holds";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI server;

    ApiClient(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    /** What the server answered. */
    @SuppressWarnings("ArrayRecordComponent") // Read where it was received, never compared or kept.
    record Answer(int status, byte[] body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The body of an answer that must have this status. */
        JsonNode expect(int wanted) {
            expectStatus(wanted);
            return json();
        }

        void expectStatus(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " instead of " + wanted + ": " + this);
            }
        }

        @Override
        public String toString() {
            return status + " " + new String(body, 0, Math.min(body.length, 2000), StandardCharsets.UTF_8);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** Sends {@code body}, which is written as JSON. */
    Answer json(String method, String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Sends a form whose last field is the file {@code file}. */
    Answer form(String method, String path, Map<String, String> fields, byte[] file)
            throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .method(method, BodyPublishers.ofByteArray(formBody(fields, file))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private static byte[] formBody(Map<String, String> fields, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(text("--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        body.writeBytes(
                text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"picture\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(text("\r\n--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
