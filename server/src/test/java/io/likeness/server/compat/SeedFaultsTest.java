package io.likeness.server.compat;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.failure.Failure;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The faults that the earlier system's users met, by their number, as far as HTTP shows them. */
class SeedFaultsTest {
    private static final String ADD_URL = "/api/image/sim/add/url";
    private static final String SEARCH_URL = "/api/image/sim/search/url";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of());
        server.engine().put("http://pictures.example/1", picture(1, 0, 0));
        server.engine().put("http://pictures.example/2", picture(1, 1, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fault1_jsonSearchWithoutLimit_findsTen() {
        for (int i = 0; i < 12; i++) {
            server.multipart("/api/image/sim/add/file", Map.of("file", picture(1, i, 0), "key", "k" + i));
        }

        assertThat(data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}")))
                .hasSize(10);
    }

    @Test
    void fault1_jsonAddWithoutKey_storesTheMd5() {
        server.json(ADD_URL, "{\"url\":\"http://pictures.example/1\"}");

        JsonNode hits = data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}"));
        assertThat(hits.get(0).get("key").asString()).isEqualTo("fac8e2072c313e143bf818643ae07908");
    }

    @Test
    void fault2_samePictureTwice_isOneRecordWithTheNewImgPath() {
        server.json(ADD_URL, "{\"url\":\"http://pictures.example/1\",\"imgPath\":\"/old\"}");
        long id = data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}"))
                .get(0)
                .get("id")
                .asLong();
        server.json(ADD_URL, "{\"url\":\"http://pictures.example/1\",\"imgPath\":\"/new\"}");

        JsonNode hits = data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}"));
        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).get("id").asLong()).isEqualTo(id);
        assertThat(hits.get(0).get("filepath").asString()).isEqualTo("/new");
    }

    @Test
    void fault3_everyHit_hasItsScore() {
        server.json(ADD_URL, "{\"url\":\"http://pictures.example/2\"}");

        JsonNode hits = data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}"));
        assertThat(hits.get(0).get("score").asDouble()).isEqualTo(0.707107);
    }

    @Test
    void fault4_manySearchesAtOnce_allSucceed() throws Exception {
        server.json(ADD_URL, "{\"url\":\"http://pictures.example/1\"}");
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                answers.add(threads.submit(() -> server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}")));
            }
        }

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(data(answer.get())).hasSize(1);
        }
    }

    @Test
    void fault6_urlWithoutPictureSuffix_isTaken() {
        server.engine().put("http://pictures.example/view?id=7&size=large", picture(1, 0, 0));

        assertThat(code(server.json(ADD_URL, "{\"url\":\"http://pictures.example/view?id=7&size=large\"}")))
                .isEqualTo(200);
    }

    @Test
    void fault7_addByPath_takesTheMd5OfTheBytesAsTheyAre() {
        byte[] bytes = picture(1, 0, 0);
        server.engine().put("/p/a.jpg", bytes);
        server.json("/api/image/sim/add/path", "{\"path\":\"/p/a.jpg\"}");
        server.multipart("/api/image/sim/add/file", Map.of("file", bytes));

        assertThat(data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}")))
                .hasSize(1);
    }

    @Test
    void fault8_pictureThatDoesNotDecode_isAFailureWithItsReason() {
        HttpResponse<String> answer = server.multipart("/api/image/sim/add/file", Map.of("file", new byte[] {1, 2, 3}));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"msg\":\"存储图片失败!\",\"code\":500,\"data\":null,\"detail\":\"the 3 bytes are no picture\"}");
    }

    @Test
    void fault8_keysWithQuotes_areDeletedAndNothingElse() {
        String wicked = "a' or '1'='1\\\"] 😀";
        for (String key : List.of(wicked, "a", "other")) {
            server.multipart("/api/image/sim/add/file", Map.of("file", picture(1, 0, 0), "key", key));
        }
        HttpResponse<String> answer = server.form("/api/image/sim/del/key", Map.of("key", wicked));

        assertThat(answer.body()).isEqualTo("{\"msg\":\"删除图片成功!\",\"code\":200,\"data\":1}");
        assertThat(data(server.json(SEARCH_URL, "{\"url\":\"http://pictures.example/1\"}")))
                .extracting(hit -> hit.get("key").asString())
                .containsExactlyInAnyOrder("a", "other");
    }

    @Test
    void fault9_failureThatNobodyExpected_isAnsweredWithAnIdAndNoTrace() {
        server.engine().places.put("http://pictures.example/bug", _ -> {
            throw new IllegalStateException("secret inner workings");
        });
        HttpResponse<String> answer = server.json(ADD_URL, "{\"url\":\"http://pictures.example/bug\"}");

        assertThat(answer.body())
                .matches("\\{\"msg\":\"存储图片失败!\",\"code\":500,\"data\":null,"
                        + "\"detail\":\"an unexpected failure, which is in the server's log as [0-9a-f]{12}\"}");
    }

    @Test
    void severalPicturesOfOneKey_areDeletedTogether() {
        for (int i = 1; i <= 3; i++) {
            server.multipart("/api/image/sim/add/file", Map.of("file", picture(1, i, 0), "key", "record"));
        }

        assertThat(server.json("/api/image/sim/del/key", "{\"key\":\"record\"}").body())
                .isEqualTo("{\"msg\":\"删除图片成功!\",\"code\":200,\"data\":3}");
    }

    @Test
    void serverTooBusy_saysSoAndWhenToTryAgain() {
        server.engine().places.put("http://pictures.example/busy", _ -> {
            throw new Failure.Overloaded("the queue is full (likeness.compute.queue)");
        });
        HttpResponse<String> answer = server.json(ADD_URL, "{\"url\":\"http://pictures.example/busy\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    private static JsonNode data(HttpResponse<String> answer) {
        return TestServer.tree(answer).get("data");
    }

    private static int code(HttpResponse<String> answer) {
        return TestServer.tree(answer).get("code").asInt();
    }
}
