package io.likeness.server.durability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the earlier system's interface of one server. Safe for use by many threads. */
final class LibraryClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOUNDARY = "a-boundary-that-no-picture-holds";

    static final String FORM_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final HttpClient http;
    private final URI server;
    private final JsonMapper json = new JsonMapper();

    LibraryClient(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    /** A record that a search answered. */
    record Found(String key, String filepath, long id, double score) {}

    /** Adds a picture; the return is the acknowledgement. */
    void add(String key, String imgPath, byte[] picture) throws IOException, InterruptedException {
        expectSuccess(send("add/file", form(Map.of("key", key, "imgPath", imgPath), picture)));
    }

    /** Makes a picture the only one of its key; the return is the acknowledgement. */
    void replace(String key, String imgPath, byte[] picture) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/images"))
                .header("Content-Type", FORM_TYPE)
                .timeout(PATIENCE)
                .PUT(BodyPublishers.ofByteArray(formBody(Map.of("key", key, "imgPath", imgPath), picture)))
                .build();
        expect(http.send(request, BodyHandlers.ofString()), 201);
    }

    /** Begins an import of a folder whose files become keys by their relative paths; the return is the acknowledgement. */
    void beginImport(Path folder) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/imports"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(
                        json.writeValueAsString(Map.of("path", folder.toString(), "key_from", "relative-path"))))
                .build();
        expect(http.send(request, BodyHandlers.ofString()), 201);
    }

    /** What {@code path} answers with status 200. */
    byte[] read(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static void expect(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("not acknowledged: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Answers the nearest records, nearest first. */
    List<Found> search(byte[] picture, int limit) throws IOException, InterruptedException {
        JsonNode answer = expectSuccess(send("search/file", form(Map.of("limit", Integer.toString(limit)), picture)));
        List<Found> found = new ArrayList<>();
        for (JsonNode hit : answer.get("data")) {
            found.add(new Found(
                    hit.get("key").asString(),
                    hit.get("filepath").asString(),
                    hit.get("id").asLong(),
                    hit.get("score").asDouble()));
        }
        return found;
    }

    /** Deletes by key and answers how many records went; the return is the acknowledgement. */
    int deleteKey(String key) throws IOException, InterruptedException {
        return expectSuccess(send("del/key", json(Map.of("key", key))))
                .get("data")
                .asInt();
    }

    /** Deletes by id and answers how many records went; the return is the acknowledgement. */
    int deleteId(long id) throws IOException, InterruptedException {
        return expectSuccess(send("del/id", json(Map.of("id", Long.toString(id)))))
                .get("data")
                .asInt();
    }

    private String send(String endpoint, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest ready = request.uri(server.resolve("/api/image/sim/" + endpoint))
                .timeout(PATIENCE)
                .build();
        return http.send(ready, BodyHandlers.ofString()).body();
    }

    private JsonNode expectSuccess(String answer) throws IOException {
        JsonNode envelope = json.readTree(answer);
        if (envelope.get("code").asInt() != 200) {
            throw new IOException("not acknowledged: " + answer);
        }
        return envelope;
    }

    private HttpRequest.Builder json(Map<String, String> fields) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(fields)));
    }

    private static HttpRequest.Builder form(Map<String, String> fields, byte[] picture) {
        return HttpRequest.newBuilder()
                .header("Content-Type", FORM_TYPE)
                .POST(BodyPublishers.ofByteArray(formBody(fields, picture)));
    }

    /** The body of a form of type {@link #FORM_TYPE}: the fields, then the picture as "file". */
    static byte[] formBody(Map<String, String> fields, byte[] picture) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(text("--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        body.writeBytes(
                text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n"));
        body.writeBytes(picture);
        body.writeBytes(text("\r\n--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
