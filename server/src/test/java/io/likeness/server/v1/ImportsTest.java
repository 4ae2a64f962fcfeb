package io.likeness.server.v1;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ImportsTest {
    @TempDir
    private Path folder;

    private Path pictures;
    private Path data;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        pictures = Files.createDirectories(folder.resolve("root/pictures"));
        data = folder.resolve("data");
        server = TestServer.start(Map.of(
                "likeness.roots",
                folder.resolve("root").toString(),
                "likeness.data",
                data.toString(),
                "likeness.import.max-upload",
                "20000",
                "likeness.max-bytes",
                "1000"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void post_folder_addsWithKeysAndTagsAndTellsHowFarItIs() throws Exception {
        draw("a/1.jpg", 1);
        draw("2.png", 2);
        Files.writeString(pictures.resolve("notes.txt"), "no picture");
        HttpResponse<String> answer = server.json(
                "/v1/imports",
                "{\"path\":\"" + pictures + "\",\"key_from\":\"relative-path\",\"tags\":{\"from\":\"import\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = TestServer.tree(answer).get("id").stringValue();
        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/imports/" + id);
        JsonNode end = ended(id);
        assertThat(List.copyOf(end.propertyNames()))
                .containsExactly(
                        "id",
                        "state",
                        "collection",
                        "source",
                        "key_from",
                        "tags",
                        "move_to",
                        "total",
                        "finished",
                        "added",
                        "known",
                        "skipped",
                        "failed",
                        "pictures_per_second",
                        "seconds_left",
                        "started",
                        "ended",
                        "problem",
                        "last_errors");
        assertThat(end.get("state").stringValue()).isEqualTo("done");
        assertThat(end.get("collection").stringValue()).isEqualTo("default");
        assertThat(end.get("source").toString()).isEqualTo("{\"kind\":\"folder\",\"location\":\"" + pictures + "\"}");
        assertThat(counts(end)).isEqualTo("3 of 3: 2 added, 0 known, 1 skipped, 0 failed");
        assertThat(end.get("problem").isNull()).isTrue();
        assertThat(Instant.parse(end.get("ended").stringValue()))
                .isAfterOrEqualTo(Instant.parse(end.get("started").stringValue()));
        assertThat(keys("?tag.from=import")).containsExactlyInAnyOrder("a/1.jpg", "2.png");
    }

    @Test
    void post_againWithoutKeys_knowsThem() throws Exception {
        draw("1.jpg", 1);
        String body = "{\"path\":\"" + pictures + "\"}";
        ended(id(server.json("/v1/imports", body)));
        JsonNode again = ended(id(server.json("/v1/imports", body)));

        assertThat(counts(again)).isEqualTo("1 of 1: 0 added, 1 known, 0 skipped, 0 failed");
        assertThat(again.get("key_from").stringValue()).isEqualTo("digest");
        JsonNode all = TestServer.tree(server.get("/v1/imports")).get("imports");
        assertThat(all).extracting(each -> each.get("id").stringValue()).containsExactly("2", "1");
    }

    @Test
    void post_moveTo_movesWhatIsStored() throws Exception {
        draw("sub/1.jpg", 1);
        draw("moved/old.jpg", 2);
        Files.writeString(pictures.resolve("bad.jpg"), "no picture");
        Path moved = pictures.resolve("moved");
        JsonNode end = ended(id(server.json(
                "/v1/imports", "{\"path\":\"" + pictures + "\",\"key_from\":\"name\",\"move_to\":\"" + moved + "\"}")));

        assertThat(counts(end)).isEqualTo("2 of 2: 1 added, 0 known, 0 skipped, 1 failed");
        assertThat(end.get("last_errors").get(0).get("name").stringValue()).isEqualTo("bad.jpg");
        assertThat(moved.resolve("sub/1.jpg")).exists();
        assertThat(pictures.resolve("sub/1.jpg")).doesNotExist();
        assertThat(pictures.resolve("bad.jpg")).exists();
        assertThat(server.get("/v1/images").body())
                .contains("\"imgPath\":\"" + moved.resolve("sub/1.jpg") + "\"")
                .doesNotContain("old.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | path",
                "{\"path\":\"/etc\"} | 403 | likeness.roots",
                "{\"path\":\"ROOT/../..\"} | 403 | likeness.roots",
                "{\"path\":\"relative\"} | 400 | not absolute",
                "{\"path\":\"ROOT/nowhere\"} | 404 | nothing at this path",
                "{\"path\":\"ROOT/link\"} | 403 | likeness.roots",
                "{\"path\":\"ROOT/pictures\",\"move_to\":\"/tmp/elsewhere\"} | 403 | likeness.roots",
                "{\"path\":\"ROOT/pictures\",\"move_to\":\"ROOT/link/x\"} | 403 | likeness.roots",
                "{\"path\":\"ROOT/pictures\",\"move_to\":\"ROOT/pictures\"} | 400 | different folders",
                "{\"path\":\"ROOT/pictures\",\"key_from\":\"md5\"} | 400 | name, relative-path, digest",
                "{\"path\":\"ROOT/pictures\",\"tags\":{\"\":\"x\"}} | 400 | tag",
                "{\"path\":\"ROOT/pictures\",\"moveto\":\"x\"} | 400 | moveto"
            })
    void post_wrong_isRefusedAndNothingIsLeft(String body, int status, String says) throws IOException {
        Files.createSymbolicLink(folder.resolve("root/link"), folder);
        HttpResponse<String> answer = server.json(
                "/v1/imports", body.replace("ROOT", folder.resolve("root").toString()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
        assertThat(jobFolders()).isEmpty();
    }

    @Test
    void post_zip_importsItsPicturesAndForgetsTheFile() throws Exception {
        byte[] zip = zip(Map.of("a/1.jpg", picture(1, 0, 1), "../2.jpg", picture(1, 0, 2), "readme", new byte[9]));
        HttpResponse<String> answer =
                server.multipart("/v1/imports", fields("file", zip, "key_from", "relative-path", "tag.colour", "red"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode end = ended(id(answer));

        assertThat(end.get("source").toString()).isEqualTo("{\"kind\":\"archive\",\"location\":\"a_picture.png\"}");
        assertThat(counts(end)).isEqualTo("3 of 3: 2 added, 0 known, 1 skipped, 0 failed");
        assertThat(keys("?tag.colour=red")).containsExactlyInAnyOrder("a/1.jpg", "../2.jpg");
        assertThat(uploads()).isEmpty();
    }

    @Test
    void post_list_fetchesWithKeysAndTags() throws Exception {
        server.engine().put("http://shop.example/1.jpg?secret", picture(1, 1, 1));
        String csv = """
                url,key,imgPath,tags
                http://shop.example/1.jpg?secret,k1,/a/1,"{""colour"":""red""}"
                http://shop.example/2.jpg,=cmd(),,
                """;
        JsonNode end = ended(id(server.multipart("/v1/imports", fields("file", csv.getBytes(UTF_8)))));

        assertThat(end.get("source").get("kind").stringValue()).isEqualTo("list");
        assertThat(counts(end)).isEqualTo("2 of 2: 1 added, 0 known, 0 skipped, 1 failed");
        JsonNode image = TestServer.tree(server.get("/v1/images?tag.colour=red"))
                .get("images")
                .get(0);
        assertThat(image.get("key").stringValue()).isEqualTo("k1");
        assertThat(image.get("imgPath").stringValue()).isEqualTo("/a/1");
        // Something failed, so that the list is kept for another try.
        assertThat(uploads()).hasSize(1);
    }

    @Test
    void post_uploadThatIsNothingKnown_isRefusedAndNothingIsLeft() throws IOException {
        assertRefused(400, "no column", fields("file", "hello".getBytes(UTF_8)));
        assertRefused(400, "ZIP file cannot be read", fields("file", "PK and no more".getBytes(UTF_8)));
        assertRefused(400, "0 bytes", fields("file", new byte[0]));
        assertRefused(400, "\\\"file\\\"", fields("key_from", "name"));
        assertRefused(400, "path", fields("file", "url\n".getBytes(UTF_8), "path", "/x"));
        assertRefused(413, "likeness.import.max-upload", fields("file", new byte[20_001]));
        assertRefused(413, "likeness.import.max-upload", fields("file", new byte[2_000_000]));
    }

    private void assertRefused(int status, String says, Map<String, Object> fields) throws IOException {
        HttpResponse<String> answer = server.multipart("/v1/imports", fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
        assertThat(jobFolders()).isEmpty();
    }

    @Test
    void failures_downloadAsCsvThatNoSpreadsheetRuns_andCanBeRetried() throws Exception {
        Files.writeString(pictures.resolve("=a\"b.jpg"), "no picture");
        Files.writeString(pictures.resolve("later.jpg"), "no picture");
        draw("good.jpg", 1);
        String id = id(server.json("/v1/imports", "{\"path\":\"" + pictures + "\"}"));
        ended(id);
        HttpResponse<String> csv = server.get("/v1/imports/" + id + "/failures");

        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"import-" + id + "-failures.csv\"");
        assertThat(csv.body().lines())
                .containsExactlyInAnyOrder(
                        "name,reason",
                        "\"'=a\"\"b.jpg\",\"the 10 bytes are no picture\"",
                        "\"later.jpg\",\"the 10 bytes are no picture\"");
        draw("later.jpg", 2);
        HttpResponse<String> retried = server.send("POST", "/v1/imports/" + id + "/retry", "");
        assertThat(retried.statusCode()).isEqualTo(200);
        assertThat(counts(ended(id))).isEqualTo("3 of 3: 2 added, 0 known, 0 skipped, 1 failed");
        assertThat(server.get("/v1/imports/" + id + "/failures").body()).doesNotContain("later.jpg");
    }

    @Test
    void events_tellEachChangeAndEndWithTheImport() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        server.engine().places.put("http://slow.example/1", _ -> {
            awaitQuietly(open);
            return picture(2, 1, 1);
        });
        String id = id(server.multipart("/v1/imports", fields("file", "url\nhttp://slow.example/1\n".getBytes(UTF_8))));
        Thread opener = Thread.ofVirtual().start(() -> {
            sleep(1500);
            open.countDown();
        });
        HttpResponse<String> events = server.get("/v1/imports/" + id + "/events");
        opener.join();

        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        List<String> blocks = blocks(events);
        assertThat(blocks).hasSizeBetween(3, 5).allMatch(block -> block.startsWith("event: progress\ndata: {"));
        assertThat(states(blocks).subList(0, 2)).containsExactly("running", "running");
        assertThat(states(blocks).getLast()).isEqualTo("done");
        assertThat(blocks(server.get("/v1/imports/" + id + "/events"))).hasSize(1);
    }

    @Test
    void events_whenTheServerStops_end() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        server.engine().places.put("http://slow.example/2", _ -> {
            awaitQuietly(open);
            return picture(2, 1, 2);
        });
        String id = id(server.multipart("/v1/imports", fields("file", "url\nhttp://slow.example/2\n".getBytes(UTF_8))));
        List<String> got = new ArrayList<>();
        Thread listener = Thread.ofVirtual()
                .start(() -> got.add(server.get("/v1/imports/" + id + "/events").body()));
        sleep(300);
        long before = System.nanoTime();
        Thread release = Thread.ofVirtual().start(() -> {
            sleep(1000);
            open.countDown();
        });
        server.server().close();
        release.join();
        listener.join();

        assertThat((System.nanoTime() - before) / 1e9).as("seconds to stop").isLessThan(6);
        assertThat(got).hasSize(1);
        assertThat(got.getFirst()).endsWith("}\n\n").contains("\"state\":\"running\"");
    }

    @Test
    void cancel_running_endsIt() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        server.engine().places.put("http://slow.example/3", _ -> {
            awaitQuietly(open);
            return picture(2, 1, 3);
        });
        String id = id(server.multipart("/v1/imports", fields("file", "url\nhttp://slow.example/3\n".getBytes(UTF_8))));
        assertThat(server.send("POST", "/v1/imports/" + id + "/retry", "").statusCode())
                .isEqualTo(409);
        HttpResponse<String> cancelled = server.send("DELETE", "/v1/imports/" + id, "");
        open.countDown();

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(TestServer.tree(cancelled).get("state").stringValue()).isEqualTo("cancelled");
        assertThat(ended(id).get("state").stringValue()).isEqualTo("cancelled");
        assertThat(server.send("DELETE", "/v1/imports/" + id, "").body()).contains("\"cancelled\"");
    }

    @Test
    void collection_hasImportsOfItsOwn() throws Exception {
        draw("1.jpg", 1);
        String body = "{\"path\":\"" + pictures + "\"}";
        assertThat(server.json("/v1/collections/shop/imports", body).statusCode())
                .isEqualTo(404);
        server.send("PUT", "/v1/collections/shop", "");
        HttpResponse<String> answer = server.json("/v1/collections/shop/imports", body);
        String id = id(answer);
        ended(id);

        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/collections/shop/imports/" + id);
        assertThat(server.get("/v1/collections/shop").body()).contains("\"pictures\":1");
        assertThat(server.get("/v1/collections/shop/imports").body()).contains("\"collection\":\"shop\"");
        assertThat(server.get("/v1/collections/default/imports").body()).isEqualTo("{\"imports\":[]}");
        assertThat(server.get("/v1/collections/default/imports/" + id).statusCode())
                .isEqualTo(404);
        assertThat(server.get("/v1/imports/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void collection_deletedMeanwhile_failsTheImport() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        server.engine().places.put("http://slow.example/4", _ -> {
            awaitQuietly(open);
            return picture(2, 1, 4);
        });
        server.send("PUT", "/v1/collections/gone", "");
        String id = id(server.multipart(
                "/v1/collections/gone/imports", fields("file", "url\nhttp://slow.example/4\n".getBytes(UTF_8))));
        server.send("DELETE", "/v1/collections/gone", "");
        open.countDown();
        JsonNode end = ended(id);

        assertThat(end.get("state").stringValue()).isEqualTo("failed");
        assertThat(end.get("problem").stringValue()).isEqualTo("there is no collection \"gone\"");
    }

    @Test
    void unknownImport_is404() {
        for (String path : List.of("/v1/imports/77", "/v1/imports/x/events", "/v1/imports/0/failures")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(server.send("DELETE", "/v1/imports/77", "").statusCode()).isEqualTo(404);
        assertThat(server.send("POST", "/v1/imports/77/retry", "").statusCode()).isEqualTo(404);
    }

    private void draw(String name, int value) throws IOException {
        Path file = pictures.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, picture(1, value, 0));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.tree(answer).get("id").stringValue();
    }

    private JsonNode ended(String id) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (true) {
            JsonNode json = TestServer.tree(server.get("/v1/imports/" + id));
            if (!json.get("state").stringValue().equals("running")) {
                return json;
            }
            assertThat(System.nanoTime()).as("%s ends in time", json).isLessThan(until);
            sleep(10);
        }
    }

    private static String counts(JsonNode json) {
        return "%s of %s: %s added, %s known, %s skipped, %s failed"
                .formatted(
                        json.get("finished"),
                        json.get("total"),
                        json.get("added"),
                        json.get("known"),
                        json.get("skipped"),
                        json.get("failed"));
    }

    private List<String> keys(String query) {
        List<String> keys = new ArrayList<>();
        TestServer.tree(server.get("/v1/images" + query))
                .get("images")
                .forEach(image -> keys.add(image.get("key").stringValue()));
        return keys;
    }

    private static List<String> blocks(HttpResponse<String> events) {
        return Pattern.compile("\n\n").splitAsStream(events.body()).toList();
    }

    private static List<String> states(List<String> events) {
        return events.stream()
                .map(event -> TestServer.JSON
                        .readTree(event.substring(event.indexOf('{')))
                        .get("state")
                        .stringValue())
                .toList();
    }

    private List<Path> jobFolders() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("imports"))) {
            return files.toList();
        }
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("imports"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("upload"))
                    .toList();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
