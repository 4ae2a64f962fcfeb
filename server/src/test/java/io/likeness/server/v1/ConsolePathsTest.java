package io.likeness.server.v1;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the console needs beside pictures and searches. */
class ConsolePathsTest {
    private static final TestServer SERVER = TestServer.start(Map.of());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    @AfterEach
    void clear() {
        SERVER.json("/v1/images/delete", "{\"filter\":{},\"all\":true}");
    }

    private static String add(String key, String tags, float... values) {
        return TestServer.tree(
                        SERVER.multipart("/v1/images", Map.of("file", picture(values), "key", key, "tags", tags)))
                .get("id")
                .asString();
    }

    private static JsonNode get(String path) {
        return TestServer.tree(SERVER.get(path));
    }

    @Test
    void pages_everyCursor_beginsWhereThePageBeforeEnds() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            add("p/" + i, i % 2 == 0 ? "{\"even\":\"yes\"}" : "{}", 1, i, 0);
            keys.add("p/" + i);
        }
        add("q", "{}", 0, 0, 1);

        JsonNode pages = get("/v1/images/pages?limit=3&order=oldest&key_prefix=p/");

        assertThat(pages.get("count").asInt()).isEqualTo(7);
        assertThat(pages.get("limit").asInt()).isEqualTo(3);
        List<String> read = new ArrayList<>();
        for (JsonNode cursor : pages.get("cursors")) {
            String more = cursor.isNull() ? "" : "&cursor=" + cursor.asString();
            get("/v1/images?limit=3&order=oldest&key_prefix=p/" + more)
                    .get("images")
                    .forEach(image -> read.add(image.get("key").asString()));
        }
        assertThat(read).isEqualTo(keys);
        assertThat(get("/v1/images/pages?tag.even=yes").get("count").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,1", "3,2", "4,2", "5,3"})
    void pages_ofTwo_areAsManyAsNeeded(int pictures, int pages) {
        for (int i = 0; i < pictures; i++) {
            add("p/" + i, "{}", 1, i, 0);
        }

        assertThat(get("/v1/images/pages?limit=2").get("cursors")).hasSize(pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "order=best", "cursor=x", "x=1"})
    void pages_otherParameters_areRefused(String query) {
        assertThat(SERVER.get("/v1/images/pages?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void tags_ofMany_areSetAndRemovedAndOthersStay() {
        String first = add("a", "{\"colour\":\"red\",\"old\":\"1\"}", 1, 0, 0);
        String second = add("b", "{}", 0, 1, 0);
        String third = add("c", "{\"old\":\"1\"}", 0, 0, 1);

        HttpResponse<String> answer = SERVER.json(
                "/v1/images/tags",
                "{\"ids\":[\"" + first + "\"," + second + ",\"999999\",\"" + first
                        + "\"],\"set\":{\"season\":2027},\"remove\":[\"old\"]}");

        assertThat(answer.body()).isEqualTo("{\"changed\":2}");
        assertThat(get("/v1/images/" + first).get("tags").toString())
                .isEqualTo("{\"colour\":\"red\",\"season\":\"2027\"}");
        assertThat(get("/v1/images/" + second).get("tags").toString()).isEqualTo("{\"season\":\"2027\"}");
        assertThat(get("/v1/images/" + third).get("tags").toString()).isEqualTo("{\"old\":\"1\"}");
    }

    @Test
    void tags_whatOnePictureCannotTake_changesNone() {
        String first = add("a", "{}", 1, 0, 0);
        StringBuilder many = new StringBuilder("{\"t0\":\"1\"");
        for (int i = 1; i < 32; i++) {
            many.append(",\"t").append(i).append("\":\"1\"");
        }
        String full = add("b", many + "}", 0, 1, 0);

        HttpResponse<String> answer =
                SERVER.json("/v1/images/tags", "{\"ids\":[" + first + "," + full + "],\"set\":{\"one\":\"more\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("33 tags, allowed are 32");
        assertThat(get("/v1/images/" + first).get("tags")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"set\":{\"a\":\"b\"}}",
                "{\"ids\":[\"1\"]}",
                "{\"ids\":[\"1\"],\"set\":{}}",
                "{\"ids\":[\"1\"],\"set\":[\"a\"]}",
                "{\"ids\":[\"x\"],\"set\":{\"a\":\"b\"}}",
                "{\"ids\":[\"1\"],\"set\":{\"a\":\"b\"},\"remove\":[\"a\"]}",
                "{\"ids\":[\"1\"],\"set\":{\"a\":\"b\"},\"x\":1}"
            })
    void tags_unclearOrders_areRefused(String body) {
        assertThat(SERVER.json("/v1/images/tags", body).statusCode()).as(body).isEqualTo(400);
    }

    @Test
    void preview_ofAPictureThatIsNotStored_isAnsweredAndNothingIsStored() {
        SERVER.engine().put("https://pictures.example/a.png", picture(1, 0, 0));

        HttpResponse<String> upload = SERVER.multipart("/v1/preview", Map.of("file", picture(1, 0, 0)));
        HttpResponse<String> url = SERVER.json("/v1/preview", "{\"url\":\"https://pictures.example/a.png\"}");

        assertThat(upload.statusCode()).isEqualTo(200);
        assertThat(upload.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(upload.body().getBytes(UTF_8)).containsExactly(1);
        assertThat(url.statusCode()).isEqualTo(200);
        assertThat(SERVER.json("/v1/preview", "{\"id\":\"1\"}").statusCode()).isEqualTo(400);
        assertThat(SERVER.json("/v1/preview", "{}").statusCode()).isEqualTo(400);
        assertThat(get("/v1/images/pages").get("count").asInt()).isZero();
    }

    @Test
    void map_isComputedAndFollowsTheLibrary() throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            add("m/" + i, "{}", 1, i * 0.1f, 0);
        }
        assertThat(map().get("points")).hasSize(9).allSatisfy(point -> {
            assertThat(point.get("x").asDouble()).isBetween(0.0, 1.0);
            assertThat(point.get("y").asDouble()).isBetween(0.0, 1.0);
        });
        String late = add("late", "{}", 0, 0, 1);

        assertThat(get("/v1/map").get("state").asString()).isEqualTo("computing");
        assertThat(map().get("points"))
                .anyMatch(point -> point.get("id").asString().equals(late));
        clear();
        assertThat(map().toString()).contains("\"pictures\":0").contains("\"points\":[]");
        assertThat(SERVER.get("/v1/collections/none/map").statusCode()).isEqualTo(404);
    }

    private static JsonNode map() throws InterruptedException {
        JsonNode map = get("/v1/map");
        while (map.get("state").asString().equals("computing")) {
            Thread.sleep(10);
            map = get("/v1/map");
        }
        return map;
    }

    @Test
    void samples_thatCannotBeRead_areToldWithTheReason() throws InterruptedException {
        JsonNode before = get("/v1/samples");
        HttpResponse<String> begun = SERVER.send("POST", "/v1/samples", "");
        JsonNode samples = get("/v1/samples");
        while (samples.get("state").asString().equals("running")) {
            Thread.sleep(10);
            samples = get("/v1/samples");
        }

        assertThat(before.toString())
                .isEqualTo("{\"state\":\"idle\",\"total\":48,\"finished\":0,\"failed\":0,\"problem\":null}");
        assertThat(begun.statusCode()).isEqualTo(202);
        // The engine of these tests knows another kind of picture only.
        assertThat(samples.get("finished").asInt()).isEqualTo(48);
        assertThat(samples.get("failed").asInt()).isEqualTo(48);
        assertThat(samples.get("problem").asString()).isNotEmpty();
    }

    @Test
    void access_saysWhatTheCallerMayDo() {
        assertThat(SERVER.get("/v1/access").body())
                .contains("\"access\":\"all\"")
                .contains("\"token\":false");
        try (TestServer closed =
                TestServer.start(Map.of("likeness.token", "all-of-it", "likeness.token-read", "only-read"))) {
            assertThat(closed.get("/v1/access").body())
                    .contains("\"access\":\"none\"")
                    .contains("\"token\":true");
            assertThat(closed.get("/v1/access", "token", "only-read").body()).contains("\"access\":\"read\"");
            assertThat(closed.get("/v1/access", "token", "all-of-it").body()).contains("\"access\":\"all\"");
            assertThat(closed.get("/v1/access", "token", "wrong").statusCode()).isEqualTo(401);
            assertThat(closed.post("/v1/preview", "application/json", "{}".getBytes(UTF_8), "token", "only-read")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(closed.post("/v1/images/tags", "application/json", "{}".getBytes(UTF_8), "token", "only-read")
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
