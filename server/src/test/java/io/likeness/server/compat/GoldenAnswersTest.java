package io.likeness.server.compat;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each of the nine endpoints, with everything given and with every optional field left out, to the letter. */
class GoldenAnswersTest {
    private static final String ADDED = "{\"msg\":\"存储图片成功!\",\"code\":200,\"data\":true}";
    private static final byte[] RED = picture(1, 0, 0);
    private static final byte[] GREEN = picture(0, 1, 0);
    // MD5 of the bytes, as md5sum tells it.
    private static final String MD5_OF_RED = "fac8e2072c313e143bf818643ae07908";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of());
        server.engine().put("http://pictures.example/red", RED);
        server.engine().put("/pictures/red", RED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nineEndpoints_everythingGiven_answerAsTheManualSays() {
        assertGolden(
                server.multipart("/api/image/sim/add/file", Map.of("file", GREEN, "key", "g", "imgPath", "/g.jpg")),
                ADDED);
        assertGolden(
                server.json(
                        "/api/image/sim/add/url",
                        "{\"url\":\"http://pictures.example/red\",\"key\":\"u\",\"imgPath\":\"/u.jpg\"}"),
                ADDED);
        assertGolden(
                server.json(
                        "/api/image/sim/add/path", "{\"path\":\"/pictures/red\",\"key\":\"p\",\"imgPath\":\"/p.jpg\"}"),
                ADDED);
        String found = "{\"msg\":\"检索图片成功!\",\"code\":200,\"data\":["
                + "{\"key\":\"u\",\"filepath\":\"/u.jpg\",\"id\":2,\"score\":1.0},"
                + "{\"key\":\"p\",\"filepath\":\"/p.jpg\",\"id\":3,\"score\":1.0}]}";
        assertGolden(server.multipart("/api/image/sim/search/file", Map.of("file", RED, "limit", "2")), found);
        assertGolden(
                server.json("/api/image/sim/search/url", "{\"url\":\"http://pictures.example/red\",\"limit\":2}"),
                found);
        assertGolden(server.json("/api/image/sim/search/path", "{\"path\":\"/pictures/red\",\"limit\":\"2\"}"), found);
        assertGolden(
                server.json(
                        "/api/image/sim/search/base64",
                        "{\"base64\":\"data:image/png;base64," + base64(RED) + "\",\"limit\":2}"),
                found);
        assertGolden(
                server.json("/api/image/sim/del/id", "{\"id\":\"1,2\"}"),
                "{\"msg\":\"删除图片成功!\",\"code\":200,\"data\":2}");
        assertGolden(
                server.json("/api/image/sim/del/key", "{\"key\":\"p,unknown\"}"),
                "{\"msg\":\"删除图片成功!\",\"code\":200,\"data\":1}");
    }

    @Test
    void nineEndpoints_optionalFieldsLeftOut_answerAsTheManualSays() {
        assertGolden(server.multipart("/api/image/sim/add/file", Map.of("file", RED)), ADDED);
        assertGolden(server.json("/api/image/sim/add/url", "{\"url\":\"http://pictures.example/red\"}"), ADDED);
        assertGolden(
                server.json("/api/image/sim/add/path", "{\"path\":\"/pictures/red\",\"key\":null,\"imgPath\":\"\"}"),
                ADDED);
        String found = "{\"msg\":\"检索图片成功!\",\"code\":200,\"data\":[{\"key\":\"" + MD5_OF_RED
                + "\",\"filepath\":\"\",\"id\":1,\"score\":1.0}]}";
        assertGolden(server.multipart("/api/image/sim/search/file", Map.of("file", RED)), found);
        assertGolden(server.json("/api/image/sim/search/url", "{\"url\":\"http://pictures.example/red\"}"), found);
        assertGolden(server.json("/api/image/sim/search/path", "{\"path\":\"/pictures/red\",\"limit\":null}"), found);
        assertGolden(
                server.json("/api/image/sim/search/base64", "{\"base64\":\"" + base64(RED) + "\",\"limit\":\"\"}"),
                found);
        assertGolden(
                server.json("/api/image/sim/del/key", "{\"key\":\"" + MD5_OF_RED + "\"}"),
                "{\"msg\":\"删除图片成功!\",\"code\":200,\"data\":1}");
    }

    @Test
    void nineEndpoints_failing_answerTheManualsFailureWithADetail() {
        String missingAt = "\",\"code\":500,\"data\":null,\"detail\":\"";
        String add = "{\"msg\":\"存储图片失败!" + missingAt;
        String search = "{\"msg\":\"检索图片失败!" + missingAt;
        String delete = "{\"msg\":\"删除图片失败!" + missingAt;
        String file = "the part \\\"file\\\" with the picture is missing\"}";
        assertGolden(server.multipart("/api/image/sim/add/file", Map.of("key", "k")), add + file);
        assertGolden(server.json("/api/image/sim/add/url", "{}"), add + "\\\"url\\\" is missing\"}");
        assertGolden(server.json("/api/image/sim/add/path", "{}"), add + "\\\"path\\\" is missing\"}");
        assertGolden(server.multipart("/api/image/sim/search/file", Map.of("limit", "1")), search + file);
        assertGolden(server.json("/api/image/sim/search/url", "{\"url\":\"\"}"), search + "\\\"url\\\" is missing\"}");
        assertGolden(
                server.json("/api/image/sim/search/path", "{\"path\":null}"), search + "\\\"path\\\" is missing\"}");
        assertGolden(server.json("/api/image/sim/search/base64", "{}"), search + "\\\"base64\\\" is missing\"}");
        assertGolden(server.json("/api/image/sim/del/id", "{}"), delete + "\\\"id\\\" is missing\"}");
        assertGolden(
                server.json("/api/image/sim/del/key", "{\"key\":\"nobody\"}"),
                delete + "no stored picture has the key given, nothing was deleted\"}");
    }

    private static void assertGolden(HttpResponse<String> answer, String json) {
        assertThat(answer.body()).isEqualTo(json);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsKey("date")
                .containsEntry("content-type", List.of("application/json;charset=UTF-8"));
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder(
                        "cache-control",
                        "content-length",
                        "content-security-policy",
                        "content-type",
                        "cross-origin-resource-policy",
                        "date",
                        "referrer-policy",
                        "x-content-type-options",
                        "x-frame-options",
                        "x-request-id");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
