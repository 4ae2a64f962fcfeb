package io.likeness.server.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.likeness.server.testing.EditedScene;
import io.likeness.server.testing.TestServer;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Verdicts through the interface, on drawn pictures and copies that are edited here. */
class CopiesTest {
    private static final int STORED = 8;

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.startReal(
                Map.of("likeness.data", folder.resolve("data").toString()));
        for (int i = 1; i <= STORED; i++) {
            add("/v1", EditedScene.of(i).file(), Map.of("key", "scene/" + i), 201);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode add(String base, byte[] file, Map<String, Object> fields, int status) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("file", file);
        HttpResponse<String> answer = server.multipart(base + "/images", all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestServer.tree(answer);
    }

    private static JsonNode search(byte[] file, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("file", file);
        HttpResponse<String> answer = server.multipart("/v1/search", all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.tree(answer);
    }

    private static JsonNode check(byte[] file) {
        HttpResponse<String> answer = server.multipart("/v1/check", Map.of("file", file));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.tree(answer);
    }

    @ParameterizedTest
    @EnumSource(EditedScene.Edit.class)
    void search_withVerdict_ofAnEditedCopy_saysWhatItIsFirst(EditedScene.Edit edit) {
        JsonNode answer = search(EditedScene.of(3).edited(edit), Map.of("verdict", "true", "limit", "4"));
        JsonNode first = answer.get("hits").get(0);
        assertThat(first.get("key").stringValue()).isEqualTo("scene/3");
        assertThat(first.get("verdict").stringValue()).isEqualTo(edit.verdict());
        assertThat(first.get("confidence").doubleValue()).isGreaterThan(0.9);
        assertThat(first.get("region").get("hit")).hasSize(4);
        assertThat(first.get("transform")).hasSize(6);
        assertThat(answer.get("hits").get(1).get("verdict").stringValue()).isEqualTo("similar");
        assertThat(answer.get("hits").get(1).get("region").isNull()).isTrue();
        assertThat(answer.get("took_ms").get("verify").doubleValue()).isPositive();
    }

    @Test
    void search_withVerdict_ofACrop_saysWhereItLies() {
        JsonNode hit = search(EditedScene.of(2).edited(EditedScene.Edit.CROP), Map.of("verdict", "true"))
                .get("hits")
                .get(0);
        JsonNode corners = hit.get("region").get("hit");
        assertThat(corners.get(0).get(0).doubleValue()).isCloseTo(0.25, within(0.02));
        assertThat(corners.get(0).get(1).doubleValue()).isCloseTo(0.25, within(0.02));
        assertThat(corners.get(2).get(0).doubleValue()).isCloseTo(0.75, within(0.02));
        assertThat(corners.get(2).get(1).doubleValue()).isCloseTo(0.75, within(0.02));
        assertThat(hit.get("transform").get(0).doubleValue()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void search_ofARegion_answersPlacesInTheWholePicture() {
        byte[] framed = EditedScene.of(4).edited(EditedScene.Edit.FRAME);
        JsonNode hit = search(framed, Map.of("only", "copies", "region", "0.25,0.1,0.7,0.8"))
                .get("hits")
                .get(0);
        assertThat(hit.get("key").stringValue()).isEqualTo("scene/4");
        JsonNode corners = hit.get("region").get("query");
        assertThat(corners.get(0).get(0).doubleValue()).isCloseTo(0.3, within(0.02));
        assertThat(corners.get(0).get(1).doubleValue()).isCloseTo(0.2, within(0.02));
    }

    @Test
    void search_onlyCopies_ofAnotherPicture_isEmpty() {
        assertThat(search(EditedScene.of(99).file(), Map.of("only", "copies")).get("hits"))
                .isEmpty();
    }

    @Test
    void search_withoutVerdict_saysNothingOfIt() {
        JsonNode answer = search(EditedScene.of(1).file(), Map.of());
        assertThat(answer.get("hits").get(0).has("verdict")).isFalse();
        assertThat(answer.get("took_ms").has("verify")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": \"1\", \"only\": \"all\"}", "{\"id\": \"1\", \"verdict\": \"maybe\"}"})
    void search_withAWrongField_isRefused(String body) {
        assertThat(server.json("/v1/search", body).statusCode()).isEqualTo(400);
    }

    @Test
    void search_byStoredId_findsTheCopyAndNotItself() {
        JsonNode mirrored =
                add("/v1", EditedScene.of(5).edited(EditedScene.Edit.MIRROR), Map.of("key", "mirrored"), 201);
        String id = mirrored.get("id").stringValue();
        JsonNode hit = TestServer.tree(server.json("/v1/search", "{\"id\": \"" + id + "\", \"only\": \"copies\"}"))
                .get("hits")
                .get(0);
        assertThat(hit.get("key").stringValue()).isEqualTo("scene/5");
        assertThat(hit.get("verdict").stringValue()).isEqualTo("mirrored");
        assertThat(TestServer.tree(server.get("/v1/check?id=" + id))
                        .get("best")
                        .get("key")
                        .stringValue())
                .isEqualTo("scene/5");
        assertThat(server.send("DELETE", "/v1/images/" + id, "").statusCode()).isEqualTo(204);
    }

    @Test
    void check_ofTheSameFile_isExact() {
        JsonNode answer = check(EditedScene.of(6).file());
        assertThat(answer.get("found").booleanValue()).isTrue();
        assertThat(answer.get("copies").intValue()).isEqualTo(1);
        assertThat(answer.get("best").get("verdict").stringValue()).isEqualTo("exact");
        assertThat(answer.get("best").get("confidence").doubleValue()).isEqualTo(1);
    }

    @Test
    void check_ofAPictureThatIsNotThere_saysSo() {
        JsonNode answer = check(EditedScene.of(77).file());
        assertThat(answer.get("found").booleanValue()).isFalse();
        assertThat(answer.get("copies").intValue()).isZero();
        assertThat(answer.get("best").isNull()).isTrue();
    }

    @Test
    void check_afterADelete_saysNothingHereAndKeepsNoFeatures() throws Exception {
        byte[] file = EditedScene.of(41).file();
        JsonNode added = add("/v1", file, Map.of("key", "gone"), 201);
        assertThat(check(file).get("found").booleanValue()).isTrue();
        Path features = folder.resolve("data/features");
        String digest = added.get("digest").stringValue();
        assertThat(features(features)).contains(digest + ".features");
        server.send("DELETE", "/v1/images/" + added.get("id").stringValue(), "");
        assertThat(check(file).get("found").booleanValue()).isFalse();
        assertThat(features(features)).doesNotContain(digest + ".features");
    }

    private static List<String> features(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/check", "/v1/check?id=1&url=http://a.example/", "/v1/check?id=x", "/v1/check?key=a"})
    void check_namedWrongly_isRefused(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(400);
    }

    @Test
    void add_ofACopy_isRefusedNamingTheStoredOneWhereAsked() {
        byte[] copy = EditedScene.of(7).edited(EditedScene.Edit.GREY);
        JsonNode problem = add("/v1", copy, Map.of("key", "copy", "on_copy", "refuse"), 409);
        assertThat(problem.get("type").stringValue()).isEqualTo("/docs/problems/conflict");
        assertThat(problem.get("detail").stringValue()).contains("picture 7", "edited", "on_copy=refuse");
        assertThat(check(copy).get("copies").intValue()).isEqualTo(1);
    }

    @Test
    void add_ofACopy_isFlaggedWhereAsked() {
        byte[] copy = EditedScene.of(8).edited(EditedScene.Edit.CROP);
        JsonNode added = add("/v1", copy, Map.of("key", "flagged", "on_copy", "flag"), 201);
        assertThat(added.get("copy_of").get("key").stringValue()).isEqualTo("scene/8");
        assertThat(added.get("copy_of").get("verdict").stringValue()).isEqualTo("crop");
        server.send("DELETE", "/v1/images/" + added.get("id").stringValue(), "");
        JsonNode other = add("/v1", EditedScene.of(55).file(), Map.of("key", "other", "on_copy", "flag"), 201);
        assertThat(other.get("copy_of").isNull()).isTrue();
        server.send("DELETE", "/v1/images/" + other.get("id").stringValue(), "");
    }

    @Test
    void add_ofTheSameRecord_isNoCopyOfItself() {
        JsonNode again = add("/v1", EditedScene.of(1).file(), Map.of("key", "scene/1", "on_copy", "refuse"), 200);
        assertThat(again.get("created").booleanValue()).isFalse();
        add("/v1", EditedScene.of(1).file(), Map.of("key", "another", "on_copy", "refuse"), 409);
    }

    @Test
    void add_withAnUnknownOnCopy_isRefused() {
        add("/v1", EditedScene.of(1).file(), Map.of("on_copy", "maybe"), 400);
        String base64 = Base64.getEncoder().encodeToString(EditedScene.of(1).file());
        String put = "{\"base64\": \"" + base64 + "\", \"key\": \"a\", \"on_copy\": \"flag\"}";
        assertThat(server.send("PUT", "/v1/images", put).statusCode()).isEqualTo(400);
    }

    @Test
    void add_ofOnePictureManyTimesAtOnce_isDoneOnceWhereCopiesAreRefused() throws Exception {
        server.send("PUT", "/v1/collections/once", "");
        byte[] file = EditedScene.of(31).file();
        List<Callable<Integer>> adds = Stream.iterate(0, i -> i + 1)
                .limit(4)
                .<Callable<Integer>>map(i -> () -> server.multipart(
                                "/v1/collections/once/images",
                                Map.of("file", file, "key", "k" + i, "on_copy", "refuse"))
                        .statusCode())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads.invokeAll(adds).stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
            assertThat(statuses).containsExactly(201, 409, 409, 409);
        }
    }

    @Test
    void check_inACollection_looksThereAlone() {
        server.send("PUT", "/v1/collections/own", "");
        byte[] crop = EditedScene.of(3).edited(EditedScene.Edit.CROP);
        HttpResponse<String> before = server.multipart("/v1/collections/own/check", Map.of("file", crop));
        assertThat(TestServer.tree(before).get("found").booleanValue()).isFalse();
        add("/v1/collections/own", EditedScene.of(3).file(), Map.of("key", "own"), 201);
        JsonNode after = TestServer.tree(server.multipart("/v1/collections/own/check", Map.of("file", crop)));
        assertThat(after.get("best").get("key").stringValue()).isEqualTo("own");
        assertThat(after.get("best").get("preview").stringValue()).startsWith("/v1/collections/own/");
    }

    @Test
    void search_withAnAffineTurn_isRotated() {
        AffineTransform turn = AffineTransform.getRotateInstance(Math.toRadians(20), 200, 150);
        JsonNode hit = search(EditedScene.of(2).moved(turn, 400, 300), Map.of("verdict", "true"))
                .get("hits")
                .get(0);
        assertThat(hit.get("verdict").stringValue()).isEqualTo("rotated");
    }
}
