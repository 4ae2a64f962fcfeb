package io.likeness.server.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.likeness.server.LikenessServer;
import io.likeness.server.testing.Drawn;
import io.likeness.server.testing.GridModel;
import io.likeness.server.testing.TestServer;
import io.likeness.server.wiring.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;

/** A real server, and all that the examples of the API's description speak of: pictures of these ids and keys, addresses, files, a collection. */
final class ExampleWorld implements AutoCloseable {
    private static final String HOST = "https://pictures.example";
    private static final String OTHER_HOST = "https://example.com/";
    private static final String ROOT = "/srv/pictures";
    private static final String OTHER_ROOT = "/usr/data/app";
    private static final int PICTURES = 12;

    private final HttpServer pictures;
    private final Path root;
    private final LikenessServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ExampleWorld(Path folder) throws IOException {
        pictures = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pictures.createContext("/", exchange -> {
            byte[] picture = Drawn.jpeg(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
            exchange.close();
        });
        pictures.start();
        root = folder.resolve("root");
        for (String file : new String[] {"shoes/4713.jpg", "file/xxx.jpg"}) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.write(root.resolve(file), Drawn.jpeg(file));
        }
        Files.createDirectories(root.resolve("sold"));
        GridModel.write(root.resolve("models/resnet50"), 4, "");
        server = LikenessServer.start(
                Map.of(
                        "likeness.port",
                        0,
                        "likeness.data",
                        folder.resolve("data").toString(),
                        "likeness.roots",
                        root.toString(),
                        "likeness.fetch.allow",
                        "127.0.0.1"),
                LocalEngine::opener);
        fill("/v1");
        assertThat(request("PUT", "/v1/collections/shop", "", new byte[0]).statusCode())
                .isEqualTo(201);
        fill("/v1/collections/shop");
        importAll("/v1", "1");
        importAll("/v1/collections/shop", "2");
        searchDuplicates("/v1");
        searchDuplicates("/v1/collections/shop");
    }

    /** Two pictures of the same bytes that were found. */
    private void searchDuplicates(String base) {
        add(base, "a copy", Drawn.jpeg(base + 1));
        request("POST", base + "/duplicates", "", new byte[0]);
        // The stream ends with the search.
        request("GET", base + "/duplicates/events", "", new byte[0]);
    }

    /** An import that is done, of this id. */
    private void importAll(String base, String id) {
        request(
                "POST",
                base + "/imports",
                "application/json",
                here("{\"path\": \"" + ROOT + "\"}").getBytes(UTF_8));
        await(base + "/imports/" + id, "running", "done");
    }

    private void await(String path, String before, String after) {
        String state = before;
        for (int i = 0; i < 1000 && state.equals(before); i++) {
            LockSupport.parkNanos(20_000_000);
            JsonNode answer = TestServer.JSON.readTree(
                    request("GET", path, "", new byte[0]).body());
            state = answer.path("state").asString(before);
        }
        assertThat(state).isEqualTo(after);
    }

    /** Moves to the model that the library has not, if it was not moved already, and waits until that is done. */
    void moveToAnotherModel() {
        byte[] other = here("{\"model\": \"" + ROOT + "/models/resnet50\"}").getBytes(UTF_8);
        if (request("POST", "/v1/reembed", "application/json", other).statusCode() == 409) {
            request("POST", "/v1/reembed", "application/json", "{}".getBytes(UTF_8));
        }
        await("/v1/reembed", "running", "switched");
    }

    /** What an example calls a file: a picture, or an archive of one. */
    static byte[] file(String name) {
        if (!name.endsWith(".zip")) {
            return Drawn.jpeg(name);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("shoes/4716.jpg"));
            zip.write(Drawn.jpeg(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void fill(String base) {
        for (int i = 1; i <= PICTURES; i++) {
            assertThat(add(base, "shoes/" + (4700 + i), Drawn.jpeg(base + i))).isEqualTo(String.valueOf(i));
        }
    }

    private String add(String base, String key, byte[] picture) {
        byte[] body = TestServer.multipart(
                Map.of("file", picture, "key", key, "tags", "{\"season\": 2026, \"colour\": \"red\", \"price\": 50}"));
        HttpResponse<byte[]> answer =
                request("POST", base + "/images", "multipart/form-data; boundary=----boundary4711", body);
        return TestServer.JSON.readTree(answer.body()).get("id").stringValue();
    }

    /** An example that deletes pictures of these names, which are added; ids are never given twice, so that they are put in. */
    String withPictures(String example, String names) {
        List<String> ids = Stream.of(names.split(","))
                .map(key -> add("/v1", key, Drawn.jpeg(key + example)))
                .toList();
        return example.replace(names, String.join(",", ids));
    }

    /** An example with the places of this world instead of those it speaks of. */
    String here(String example) {
        return example.replace(HOST, "http://127.0.0.1:" + pictures.getAddress().getPort())
                .replace(OTHER_HOST, "http://127.0.0.1:" + pictures.getAddress().getPort() + "/")
                .replace(ROOT, root.toString())
                .replace(OTHER_ROOT, root.toString());
    }

    /** Sends a request; headers are pairs of name and value. */
    HttpResponse<byte[]> request(String method, String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
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
        pictures.stop(0);
    }
}
