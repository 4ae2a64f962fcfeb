package io.likeness.server.durability;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.likeness.index.testkit.servers.MilvusServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the earlier system's manual, sent to a server whose variables are the earlier ones, on a real Milvus. */
@Tag("milvus")
final class ManualMilvusIT {
    private static final String TOKEN = "a secret";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static MilvusServer milvus;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static HttpServer web;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static ForkedServer server;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        milvus = MilvusServer.shared();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            byte[] png = Picture.png(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, png.length);
            try (var body = exchange.getResponseBody()) {
                body.write(png);
            }
        });
        web.start();
        http = HttpClient.newHttpClient();
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.write(pictures.resolve("3.png"), Picture.png(3));
        Files.write(Files.createDirectories(folder.resolve("inc")).resolve("9.png"), Picture.png(9));
        server = ForkedServer.start(
                folder.resolve("data"),
                folder.resolve("server.log"),
                Map.ofEntries(
                        entry("TZ", "Asia/Shanghai"),
                        entry("MILVUS_HOST", milvus.host()),
                        entry("MILVUS_PORT", Integer.toString(milvus.port())),
                        entry("MILVUS_COLLECTION", "manual" + Long.toHexString(System.nanoTime())),
                        entry("TOKEN", TOKEN),
                        entry("IMAGE_INC_PATH", folder.resolve("inc").toString()),
                        entry("IMAGE_POOL_PATH", folder.resolve("pool").toString()),
                        entry("IMAGE_CACHE_PATH", folder.resolve("cache").toString()),
                        entry("LIKENESS_MILVUS_TIMEOUT", "60s"),
                        entry("LIKENESS_ROOTS", pictures.toString()),
                        entry("LIKENESS_FETCH_ALLOW", "127.0.0.1")));
        server.awaitReady(http);
        awaitImported();
    }

    /** Until the picture in IMAGE_INC_PATH is stored and moved. */
    private static void awaitImported() throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Path moved = folder.resolve("pool/9.png");
        while (!Files.exists(moved)) {
            assertThat(System.nanoTime()).as(server.output()).isLessThan(until);
            Thread.sleep(100);
        }
        assertThat(folder.resolve("inc/9.png")).doesNotExist();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        http.close();
        web.stop(0);
    }

    private static JsonNode send(String endpoint, String type, byte[] body, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/image/sim/" + endpoint))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", type)
                .header("token", token)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode json(String endpoint, Map<String, ?> body) throws Exception {
        return send(endpoint, "application/json", JSON.writeValueAsBytes(body), TOKEN);
    }

    private static JsonNode form(String endpoint, byte[] file, Map<String, String> fields) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n"));
        body.writeBytes(file);
        fields.forEach((name, value) -> body.writeBytes(
                text("\r\n--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value)));
        body.writeBytes(text("\r\n--b--\r\n"));
        return send(endpoint, "multipart/form-data; boundary=b", body.toByteArray(), TOKEN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String address(int picture) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/" + picture;
    }

    private static void assertAnswer(JsonNode answer, String message, int code, String data) {
        assertThat(answer.get("msg").asString()).as("%s", answer).isEqualTo(message);
        assertThat(answer.get("code").asInt()).isEqualTo(code);
        assertThat(answer.get("data").toString()).isEqualTo(data);
    }

    private static void assertStored(JsonNode answer) {
        assertAnswer(answer, "存储图片成功!", 200, "true");
    }

    /** The search's first hit must be this picture. */
    private static long assertFound(JsonNode answer, String key, String filepath) {
        assertThat(answer.get("msg").asString()).as("%s", answer).isEqualTo("检索图片成功!");
        assertThat(answer.get("code").asInt()).isEqualTo(200);
        JsonNode first = answer.get("data").get(0);
        assertThat(first.get("key").asString()).isEqualTo(key);
        assertThat(first.get("filepath").asString()).isEqualTo(filepath);
        assertThat(first.get("id").isIntegralNumber()).isTrue();
        assertThat(first.get("id").asLong()).isPositive();
        return first.get("id").asLong();
    }

    @Test
    void everyCallOfTheManual_answersWhatItSays() throws Exception {
        assertStored(form("add/file", Picture.png(1), Map.of("key", "one", "imgPath", "/usr/data/app/file/1.png")));
        assertStored(json("add/url", Map.of("url", address(2), "key", "two", "imgPath", "2.png")));
        assertStored(
                json("add/path", Map.of("path", folder.resolve("pictures/3.png").toString(), "key", "three")));
        assertStored(form("add/file", Picture.png(4), Map.of()));

        long one = assertFound(
                form("search/file", Picture.png(1), Map.of("limit", "1")), "one", "/usr/data/app/file/1.png");
        long two = assertFound(json("search/url", Map.of("url", address(2))), "two", "2.png");
        assertFound(
                json(
                        "search/path",
                        Map.of("path", folder.resolve("pictures/3.png").toString(), "limit", 2)),
                "three",
                "");
        String base64 = Base64.getEncoder().encodeToString(Picture.png(4));
        assertThat(json("search/base64", Map.of("base64", base64, "limit", 1))
                        .get("data")
                        .get(0)
                        .get("key")
                        .asString())
                .matches("[0-9a-f]{32}");
        JsonNode found = json("search/base64", Map.of("base64", "data:image/png;base64," + base64));
        assertThat(found.get("data").size()).isEqualTo(5);

        assertAnswer(json("del/id", Map.of("id", one + "," + two)), "删除图片成功!", 200, "2");
        assertAnswer(json("del/key", Map.of("key", "three,two")), "删除图片成功!", 200, "1");
        assertThat(json("search/base64", Map.of("base64", base64)).get("data").size())
                .isEqualTo(2);
    }

    @Test
    void pictureInTheFolderToImport_isFoundWithItsPathInThePool() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(Picture.png(9));
        JsonNode first = json("search/base64", Map.of("base64", base64, "limit", 1))
                .get("data")
                .get(0);
        assertThat(first.get("filepath").asString())
                .isEqualTo(folder.resolve("pool/9.png").toString());
        assertThat(first.get("key").asString()).matches("[0-9a-f]{32}");
        assertThat(server.output()).contains("IMAGE_CACHE_PATH is not needed any more");
    }

    @Test
    void failingCalls_answerWhatTheManualSays() throws Exception {
        assertAnswer(json("add/path", Map.of("path", "/etc/passwd")), "存储图片失败!", 500, "null");
        assertAnswer(json("add/url", Map.of("url", "http://127.0.0.2:1/x.jpg")), "存储图片失败!", 500, "null");
        assertAnswer(form("add/file", new byte[] {1, 2, 3}, Map.of()), "存储图片失败!", 500, "null");
        assertAnswer(json("search/base64", Map.of("base64", "!")), "检索图片失败!", 500, "null");
        assertAnswer(json("del/id", Map.of("id", "1")), "删除图片失败!", 500, "null");
        assertAnswer(json("del/key", Map.of("key", "no such key")), "删除图片失败!", 500, "null");
        JsonNode refused = send("del/key", "application/json", text("{\"key\":\"one\"}"), "another");
        assertThat(refused.get("msg").asString()).isEqualTo("请求非法");
        assertThat(refused.get("code").asInt()).isEqualTo(500);
    }

    @Test
    void refusals_nameTheirSetting() throws Exception {
        assertThat(json("add/path", Map.of("path", "/etc/passwd")).get("detail").asString())
                .contains("LIKENESS_ROOTS");
        assertThat(json("add/url", Map.of("url", "http://10.0.0.1/x.jpg"))
                        .get("detail")
                        .asString())
                .contains("likeness.fetch.allow");
    }
}
