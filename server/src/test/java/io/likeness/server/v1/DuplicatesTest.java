package io.likeness.server.v1;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DuplicatesTest {
    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = server();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void post_sameBytesUnderThreeKeys_findsOneGroupWithTheOldestAsBest() {
        List<String> ids = List.of(add("b", 1), add("a", 1), add("c", 1));
        add("other", 2);
        JsonNode end = searched("{}");
        assertThat(end.path("search").path("state").stringValue()).isEqualTo("done");
        assertThat(end.path("search").path("looked_at").intValue()).isEqualTo(4);
        assertThat(end.path("counts").toString())
                .isEqualTo("{\"groups\":1,\"exact\":1,\"edited\":0,\"part\":0,\"pictures\":3,\"surplus\":2}");
        JsonNode group = end.path("groups").get(0);
        assertThat(group.path("best").stringValue()).isEqualTo(ids.getFirst());
        assertThat(group.path("size").intValue()).isEqualTo(3);
        assertThat(keys(end)).containsExactly("b", "a", "c");
        assertThat(keys(tree(server.get("/v1/duplicates?rules=newest")))).containsExactly("c", "a", "b");
    }

    @Test
    void get_manyGroups_pagesByCursor() {
        for (int i = 1; i <= 7; i++) {
            add("one" + i, i);
            add("two" + i, i);
        }
        searched("");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tree(server.get("/v1/duplicates?limit=3&cursor=" + cursor));
            page.path("groups").forEach(group -> seen.add(group.path("id").stringValue()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(tree(server.get("/v1/duplicates?kind=part")).path("groups").isEmpty())
                .isTrue();
    }

    @Test
    void keep_withoutConfirmation_deletesNothing() {
        add("a", 1);
        add("b", 1);
        String group = group(searched(""));
        assertProblem(server.json("/v1/duplicates/keep", "{\"groups\":[\"" + group + "\"]}"), 400, "confirm");
        HttpResponse<String> count =
                server.json("/v1/duplicates/keep", "{\"groups\":[\"" + group + "\"],\"dry_run\":true}");
        assertThat(count.body()).contains("\"count\":1");
        assertProblem(
                server.json("/v1/duplicates/keep", "{\"groups\":[\"" + group + "\"],\"confirm\":2}"),
                409,
                "would be 1");
        assertThat(tree(server.get("/v1/images")).path("images")).hasSize(2);
    }

    @Test
    void keep_confirmed_deletesTheRestAndUndoBringsItBackTheSame() {
        String first = add("a", 1);
        String second = add("b", 1);
        String group = group(searched(""));
        String before = server.get("/v1/images/" + second).body();
        JsonNode kept = tree(server.json(
                "/v1/duplicates/keep", "{\"groups\":[\"" + group + "\"],\"keep\":[\"" + first + "\"],\"confirm\":1}"));
        assertThat(kept.path("deleted").intValue()).isEqualTo(1);
        assertThat(server.get("/v1/images/" + second).statusCode()).isEqualTo(404);
        JsonNode left = tree(server.get("/v1/duplicates"));
        assertThat(left.path("groups").isEmpty()).isTrue();
        assertThat(left.path("undo").get(0).path("kind").stringValue()).isEqualTo("keep");

        String undo = "{\"id\":\"" + kept.path("undo").stringValue() + "\"}";
        assertThat(tree(server.json("/v1/duplicates/undo", undo)).path("count").intValue())
                .isEqualTo(1);
        assertThat(server.get("/v1/images/" + second).body()).isEqualTo(before);
        assertThat(server.get("/v1/images/" + second + "/preview").statusCode()).isEqualTo(200);
        assertThat(tree(server.json("/v1/search", "{\"id\":\"" + first + "\"}")).path("hits"))
                .anySatisfy(hit -> assertThat(hit.path("id").stringValue()).isEqualTo(second));
        assertProblem(server.json("/v1/duplicates/undo", undo), 404, "no decision");
    }

    @Test
    void apart_pair_neverComesBack() {
        String first = add("a", 1);
        String second = add("b", 1);
        searched("");
        JsonNode apart =
                tree(server.json("/v1/duplicates/apart", "{\"pictures\":[\"" + first + "\",\"" + second + "\"]}"));
        assertThat(apart.path("pairs").intValue()).isEqualTo(1);
        assertThat(searched("{\"again\":true}").path("groups").isEmpty()).isTrue();
        server.json("/v1/duplicates/undo", "{\"id\":\"" + apart.path("undo").stringValue() + "\"}");
        assertThat(tree(server.get("/v1/duplicates")).path("groups")).hasSize(1);
    }

    @Test
    void export_asCsvAndJson_holdsEveryPictureAndNoFormula() {
        add("=cmd|' /C calc'!A0", 1);
        add("b\"q,\n", 1);
        searched("");
        String csv = server.get("/v1/duplicates/export").body();
        assertThat(csv.lines().findFirst().orElseThrow())
                .isEqualTo("\"group\",\"kind\",\"best\",\"id\",\"key\",\"imgPath\",\"width\",\"height\",\"bytes\","
                        + "\"type\",\"added\",\"digest\",\"of\",\"relation\",\"confidence\"");
        assertThat(csv).contains("\"'=cmd|' /C calc'!A0\"").contains("\"b\"\"q,\n\"");
        JsonNode json = tree(server.get("/v1/duplicates/export?format=json"));
        assertThat(json.path("groups").get(0).path("pictures")).hasSize(2);
    }

    @Test
    void events_ofASearch_endWithItsEnd() {
        add("a", 1);
        searched("");
        HttpResponse<String> events = server.get("/v1/duplicates/events");
        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(events.body())
                .startsWith("event: progress\ndata: {\"state\":\"done\"")
                .endsWith("}\n\n");
    }

    @Test
    void collection_ofItsOwn_hasDuplicatesOfItsOwnThatGoWithIt() {
        server.send("PUT", "/v1/collections/shop", "");
        server.multipart("/v1/collections/shop/images", Map.of("file", picture(1, 1, 0), "key", "a"));
        server.multipart("/v1/collections/shop/images", Map.of("file", picture(1, 1, 0), "key", "b"));
        JsonNode end = ended("/v1/collections/shop/duplicates", "{}");
        assertThat(end.path("search").path("collection").stringValue()).isEqualTo("shop");
        assertThat(end.path("groups")
                        .get(0)
                        .path("pictures")
                        .get(0)
                        .path("preview")
                        .stringValue())
                .startsWith("/v1/collections/shop/images/");
        assertThat(tree(server.get("/v1/duplicates")).path("groups").isEmpty()).isTrue();
        server.send("DELETE", "/v1/collections/shop", "");
        assertProblem(server.get("/v1/collections/shop/duplicates"), 404, "shop");
        server.send("PUT", "/v1/collections/shop", "");
        assertThat(tree(server.get("/v1/collections/shop/duplicates"))
                        .path("search")
                        .path("state")
                        .stringValue())
                .isEqualTo("none");
    }

    @Test
    void restart_decisionsStayAndUndoIsGone() {
        String first = add("a", 1);
        String second = add("b", 1);
        searched("");
        String undo = tree(server.json("/v1/duplicates/apart", "{\"pictures\":[\"" + first + "\",\"" + second + "\"]}"))
                .path("undo")
                .stringValue();
        server.close();
        assertThat(Files.exists(folder.resolve("data/duplicates/decisions.tsv")))
                .isTrue();
        server = server();
        assertThat(tree(server.get("/v1/duplicates"))
                        .path("search")
                        .path("state")
                        .stringValue())
                .isEqualTo("done");
        assertProblem(server.json("/v1/duplicates/undo", "{\"id\":\"" + undo + "\"}"), 404, "no decision");
        // The pictures of this engine are in memory; the same are added anew, with the ids that they had.
        add("a", 1);
        add("b", 1);
        assertThat(searched("{\"again\":true}").path("groups").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"min_confidence\":2}|min_confidence",
                "{\"rules\":[\"best\"]}|no rule",
                "{\"rules\":[\"pixels\",\"pixels\"]}|twice",
                "{\"x\":1}|x"
            })
    void post_whatNobodyUnderstands_isRefused(String body, String reason) {
        assertProblem(server.json("/v1/duplicates", body), 400, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "cursor=x", "kind=near", "rules=,", "min_confidence=-1", "y=1"})
    void get_whatNobodyUnderstands_isRefused(String query) {
        assertProblem(server.get("/v1/duplicates?" + query), 400, "");
    }

    @Test
    void readToken_mayReadAndExportButNotStartOrDecide() {
        try (TestServer guarded = TestServer.start(Map.of("likeness.token", "write", "likeness.token-read", "read"))) {
            assertThat(guarded.get("/v1/duplicates", "token", "read").statusCode())
                    .isEqualTo(200);
            assertThat(guarded.get("/v1/duplicates/export", "token", "read").statusCode())
                    .isEqualTo(200);
            for (String path : List.of("", "/keep", "/apart", "/undo")) {
                assertThat(guarded.post(
                                        "/v1/duplicates" + path,
                                        "application/json",
                                        "{}".getBytes(UTF_8),
                                        "token",
                                        "read")
                                .statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }

    private TestServer server() {
        return TestServer.start(Map.of("likeness.data", folder.resolve("data").toString()));
    }

    private String add(String key, int number) {
        HttpResponse<String> answer = server.multipart("/v1/images", Map.of("file", picture(1, number, 0), "key", key));
        return tree(answer).path("id").stringValue();
    }

    private JsonNode searched(String body) {
        return ended("/v1/duplicates", body);
    }

    private JsonNode ended(String path, String body) {
        HttpResponse<String> started = server.send("POST", path, body);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        // The stream ends when the search does.
        server.get(path + "/events");
        return tree(server.get(path));
    }

    private static String group(JsonNode page) {
        return page.path("groups").get(0).path("id").stringValue();
    }

    private static List<String> keys(JsonNode page) {
        List<String> keys = new ArrayList<>();
        page.path("groups")
                .get(0)
                .path("pictures")
                .forEach(each -> keys.add(each.path("key").stringValue()));
        return keys;
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return TestServer.tree(answer);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(reason);
    }
}
