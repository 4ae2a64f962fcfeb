package io.likeness.server.durability;

import static java.util.Map.entry;

import io.likeness.index.testkit.servers.MilvusServer;
import io.likeness.index.testkit.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers that share one Milvus and one bucket, and short ways to call them under {@code /v1}. Calls are safe from many threads. */
final class SharedServers implements AutoCloseable {
    private static final int READERS = 16;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Path folder;
    private final Map<String, String> variables;
    private final List<ForkedServer> servers = new ArrayList<>();

    /**
     * @param timeout of the servers' calls to Milvus
     */
    SharedServers(Path folder, MilvusServer milvus, S3Server bucket, String library, Duration timeout) {
        this.folder = folder;
        this.variables = Map.ofEntries(
                entry("LIKENESS_ROOTS", folder.toString()),
                entry("MILVUS_HOST", milvus.host()),
                entry("MILVUS_PORT", Integer.toString(milvus.port())),
                entry("MILVUS_COLLECTION", library),
                entry("LIKENESS_MILVUS_TIMEOUT", timeout.toMillis() + "ms"),
                entry("LIKENESS_PREVIEWS", "s3://" + S3Server.BUCKET + "/" + library),
                entry("LIKENESS_S3_ENDPOINT", bucket.endpoint()),
                entry("LIKENESS_S3_PATH_STYLE", "true"),
                entry("LIKENESS_S3_ACCESS_KEY", "key"),
                entry("LIKENESS_S3_SECRET_KEY", "secret"));
    }

    /** What was answered. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    record Answer(int status, byte[] bytes, JsonNode body) {}

    /** Starts one more; its number is that of those before. */
    void start() throws IOException {
        servers.add(launch(servers.size()));
    }

    private ForkedServer launch(int number) throws IOException {
        return ForkedServer.start(folder.resolve("data" + number), folder.resolve(number + ".log"), variables);
    }

    /** Starts a server again that was killed. */
    void startAgain(int number) throws IOException {
        servers.set(number, launch(number));
    }

    void awaitReady() throws InterruptedException {
        for (ForkedServer server : servers) {
            server.awaitReady(http);
        }
    }

    void awaitReady(int number) throws InterruptedException {
        servers.get(number).awaitReady(http);
    }

    void kill(int number) throws InterruptedException {
        servers.get(number).kill();
    }

    ForkedServer server(int number) {
        return servers.get(number);
    }

    int count() {
        return servers.size();
    }

    Answer get(int server, String path) throws IOException, InterruptedException {
        return send(server, "GET", path, BodyPublishers.noBody());
    }

    /** Answers of all paths, in their order, asked of one server after the other; many at once, as each waits for a tick of Milvus's clock. */
    List<Answer> getAll(List<String> paths) throws ExecutionException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(READERS)) {
            List<Future<Answer>> all = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                int server = i % servers.size();
                String path = paths.get(i);
                all.add(pool.submit(() -> get(server, path)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : all) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    Answer delete(int server, String path) throws IOException, InterruptedException {
        return send(server, "DELETE", path, BodyPublishers.noBody());
    }

    Answer post(int server, String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(server, "POST", path, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }

    Answer put(int server, String path) throws IOException, InterruptedException {
        return send(server, "PUT", path, BodyPublishers.noBody());
    }

    /** Adds picture {@code number} under {@code key}. */
    Answer add(int server, String key, long number) throws IOException, InterruptedException {
        return post(server, "/v1/images", Map.of("key", key, "base64", base64(number)));
    }

    static String base64(long number) {
        return Base64.getEncoder().encodeToString(Picture.png(number));
    }

    private Answer send(int server, String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        URI address = servers.get(server).address().resolve(path);
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofByteArray());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new Answer(
                response.statusCode(), response.body(), text.startsWith("{") ? json.readTree(text) : json.nullNode());
    }

    @Override
    public void close() {
        for (ForkedServer server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        http.close();
    }
}
