package io.likeness.server.v1;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchTest {
    private static TestServer server;

    /** Ids 1 to 3, the first along each axis. */
    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
        add("a/x", "{\"n\":1,\"c\":\"red\"}", 1, 0, 0);
        add("a/y", "{\"n\":2,\"c\":\"blue\"}", 0, 1, 0);
        add("b/z", "{\"n\":3}", 0, 0, 1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void add(String key, String tags, float... values) {
        assertThat(server.multipart("/v1/images", Map.of("file", picture(values), "key", key, "tags", tags))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void search_byUpload_answersHitsAndTimes() {
        HttpResponse<String> answer = server.multipart(
                "/v1/search", Map.of("file", picture(3, 2, 1), "limit", "2", "min_score", "-0.5", "offset", "0"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode tree = TestServer.tree(answer);
        assertThat(keys(answer)).containsExactly("a/x", "a/y");
        assertThat(tree.get("hits").get(0).propertyNames())
                .containsExactly(
                        "id",
                        "key",
                        "score",
                        "match",
                        "imgPath",
                        "tags",
                        "width",
                        "height",
                        "type",
                        "digest",
                        "added",
                        "original",
                        "preview");
        assertThat(tree.get("hits").get(0).get("score").doubleValue()).isEqualTo(0.801784);
        assertThat(tree.get("took_ms").propertyNames()).containsExactly("fetch", "decode", "embed", "index", "total");
        assertThat(tree.get("took_ms").get("total").doubleValue()).isPositive();
    }

    @Test
    void search_byUrlPathAndBase64_findsTheSame() {
        server.engine().put("http://pictures.example/a", picture(0, 1, 0));
        server.engine().put("/b", picture(0, 1, 0));
        String base64 = Base64.getEncoder().encodeToString(picture(0, 1, 0));

        assertThat(keys(search("\"url\":\"http://pictures.example/a\",\"limit\":1")))
                .containsExactly("a/y");
        assertThat(keys(search("\"path\":\"/b\",\"limit\":1"))).containsExactly("a/y");
        assertThat(keys(search("\"base64\":\"" + base64 + "\",\"limit\":1"))).containsExactly("a/y");
    }

    @Test
    void search_byId_leavesItselfOutUnlessAsked() {
        assertThat(keys(search("\"id\":\"1\""))).containsExactly("a/y", "b/z");
        assertThat(keys(search("\"id\":1,\"include_self\":true"))).containsExactly("a/x", "a/y", "b/z");
        assertThat(search("\"id\":\"77\"").statusCode()).isEqualTo(404);
    }

    @Test
    void search_offsetScoreExcludeAndFilter_narrowTheHits() {
        assertThat(keys(search("\"id\":1,\"include_self\":true,\"offset\":1,\"limit\":1")))
                .containsExactly("a/y");
        assertThat(keys(search("\"id\":1,\"include_self\":true,\"min_score\":0.5")))
                .containsExactly("a/x");
        assertThat(keys(search("\"id\":1,\"exclude\":[\"2\"]"))).containsExactly("b/z");
        assertThat(keys(search("\"id\":1,\"filter\":{\"tag\":\"n\",\"gte\":2,\"lt\":3}")))
                .containsExactly("a/y");
        assertThat(keys(search("\"id\":1,\"filter\":{\"tag\":\"c\",\"in\":[\"red\",\"blue\"]}")))
                .containsExactly("a/y");
        assertThat(keys(search("\"id\":1,\"filter\":{\"not\":{\"key_prefix\":\"a/\"}}")))
                .containsExactly("b/z");
        assertThat(keys(search("\"id\":1,\"filter\":{\"or\":[{\"tag\":\"n\",\"eq\":3},{\"tag\":\"c\",\"eq\":\"x\"}]}")))
                .containsExactly("b/z");
    }

    @Test
    void search_region_isCutBeforeEmbedding() {
        String base64 = Base64.getEncoder().encodeToString(picture(1, 0, 0));
        String body = "\"base64\":\"" + base64 + "\",\"limit\":1,\"region\":";

        assertThat(keys(search(body + "{\"x\":0,\"y\":0,\"w\":0.5,\"h\":1}"))).containsExactly("a/x");
        assertThat(keys(search(body + "{\"x\":0.5,\"y\":0,\"w\":0.5,\"h\":1}"))).containsExactly("b/z");
        assertThat(keys(server.multipart(
                        "/v1/search", Map.of("file", picture(1, 0, 0), "limit", "1", "region", "0.5,0,0.5,1"))))
                .containsExactly("b/z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"id\":1,\"url\":\"http://a/\"",
                "\"id\":1,\"limit\":0",
                "\"id\":1,\"limit\":1001",
                "\"id\":1,\"limit\":1.5",
                "\"id\":1,\"limit\":1000,\"offset\":1",
                "\"id\":1,\"offset\":-1",
                "\"id\":1,\"min_score\":1.01",
                "\"id\":1,\"min_score\":\"NaN\"",
                "\"id\":1,\"filter\":\"x\"",
                "\"id\":1,\"region\":{\"x\":0.6,\"y\":0,\"w\":0.5,\"h\":1}",
                "\"id\":1,\"region\":{\"x\":0,\"y\":0,\"w\":1}",
                "\"id\":1,\"region\":\"0,0,1\"",
                "\"id\":1,\"exclude\":[\"x\"]",
                "\"id\":1,\"top\":5"
            })
    void search_wrong_is400(String body) {
        HttpResponse<String> answer = search(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("/docs/problems/bad-input");
    }

    @Test
    void compare_uploadsAndStored_answersTheCosine() {
        String base64 = Base64.getEncoder().encodeToString(picture(1, 1, 0));

        assertThat(server.json("/v1/compare", "{\"a\":{\"id\":\"1\"},\"b\":{\"base64\":\"" + base64 + "\"}}")
                        .body())
                .isEqualTo("{\"cosine\":0.707107,\"match\":null}");
        assertThat(server.multipart("/v1/compare", Map.of("a", picture(1, 0, 0), "b", picture(0, 1, 0)))
                        .body())
                .isEqualTo("{\"cosine\":0.0,\"match\":null}");
        assertThat(server.json("/v1/compare", "{\"a\":{\"id\":\"1\"}}").statusCode())
                .isEqualTo(400);
        assertThat(server.json("/v1/compare", "{\"a\":{\"id\":\"1\",\"x\":1},\"b\":{\"id\":1}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.json("/v1/compare", "{\"a\":{\"id\":\"1\"},\"b\":{\"id\":99}}")
                        .statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> search(String fields) {
        return server.json("/v1/search", "{" + fields + "}");
    }

    private static List<String> keys(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> keys = new ArrayList<>();
        TestServer.tree(answer)
                .get("hits")
                .forEach(hit -> keys.add(hit.get("key").stringValue()));
        return keys;
    }
}
