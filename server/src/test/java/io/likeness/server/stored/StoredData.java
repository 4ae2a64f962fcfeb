package io.likeness.server.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.Drawn;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills a data folder, says what a server answers about one, and packs it. */
final class StoredData {
    private static final List<String> COLLECTIONS = List.of("/v1", "/v1/collections/shop");
    private static final int PICTURES = 8;

    private StoredData() {}

    /** Starts a server on a data folder, a new one with the model of all corpora. */
    static TestServer start(Path data, Path model) {
        return TestServer.startReal(
                Files.exists(data.resolve("model"))
                        ? Map.of("likeness.data", data.toString())
                        : Map.of("likeness.data", data.toString(), "likeness.model", model.toString()));
    }

    /** Adds to both collections, changes and deletes some, and does so again after a restart; then cuts it off into {@code cut}. */
    static void fill(Path data, Path model, Path cut) throws IOException {
        try (TestServer server = start(data, model)) {
            assertThat(server.send("PUT", "/v1/collections/shop", "").statusCode())
                    .isEqualTo(201);
            write(server, "first");
        }
        try (TestServer server = start(data, model)) {
            write(server, "second");
            copy(data, cut);
        }
    }

    private static void write(TestServer server, String name) {
        for (String base : COLLECTIONS) {
            for (int i = 0; i < PICTURES; i++) {
                HttpResponse<String> answer = server.multipart(
                        base + "/images",
                        Map.of(
                                "file",
                                Drawn.jpeg(base + name + i),
                                "key",
                                name + "/" + i,
                                "imgPath",
                                i % 2 == 0 ? "shelf/" + i + " ü.jpg" : "",
                                "tags",
                                "{\"part\": \"" + name + "\", \"price\": " + (i * 2.5) + "}"));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                String id = TestServer.tree(answer).get("id").stringValue();
                if (i == 1) {
                    server.send("DELETE", base + "/images/" + id, "");
                } else if (i == 2) {
                    server.send("PATCH", base + "/images/" + id, "{\"tags\": {\"price\": null, \"sale\": \"yes\"}}");
                }
            }
            server.multipart(base + "/images", Map.of("file", Drawn.jpeg("again"), "key", name + "/0"));
            server.json(base + "/images/delete", "{\"keys\": [\"first/3\"]}");
        }
    }

    /** What a server says about its pictures, all of them and what is similar to the first. */
    static JsonNode answers(TestServer server) {
        ObjectNode answers = TestServer.JSON.createObjectNode();
        answers.set("collections", TestServer.tree(server.get("/v1/collections")));
        for (String base : COLLECTIONS) {
            JsonNode images = TestServer.tree(server.get(base + "/images?order=oldest&limit=1000"));
            String first = images.at("/images/0/id").stringValue();
            answers.set(base + " images", images);
            answers.set(base + " filtered", TestServer.tree(server.get(base + "/images?tag.part=second&tag.sale=yes")));
            answers.set(base + " similar", hits(server.json(base + "/search", "{\"id\": \"" + first + "\"}")));
            answers.set(
                    base + " cheap and similar",
                    hits(server.json(
                            base + "/search",
                            "{\"id\": \"" + first + "\", \"filter\": {\"tag\": \"price\", \"lt\": 10}}")));
            ArrayNode previews = answers.putArray(base + " previews");
            images.get("images").forEach(image -> {
                HttpResponse<String> preview = server.get(image.get("preview").stringValue());
                previews.add(image.get("id").stringValue() + " " + preview.statusCode() + " "
                        + preview.headers().firstValueAsLong("Content-Length").orElse(0) + " "
                        + preview.headers().firstValue("ETag").orElse(""));
            });
        }
        return answers;
    }

    /** Ids and scores to three digits, which another processor computes the same. */
    private static ArrayNode hits(HttpResponse<String> answer) {
        ArrayNode hits = TestServer.JSON.createArrayNode();
        TestServer.tree(answer)
                .get("hits")
                .forEach(hit -> hits.add(hit.get("id").stringValue() + " "
                        + Math.round(hit.get("score").doubleValue() * 1000) / 1000.0));
        return hits;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    static void pack(Path folder, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.filter(Files::isRegularFile).sorted().toList()) {
                ZipEntry entry = new ZipEntry(folder.relativize(each).toString());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                Files.copy(each, zip);
            }
        }
    }

    static void unpack(InputStream in, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }
}
