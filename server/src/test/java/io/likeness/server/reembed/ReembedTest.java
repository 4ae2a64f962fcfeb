package io.likeness.server.reembed;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.cli.LikenessCommand;
import io.likeness.server.testing.GridModel;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Moving the library of a real server from one small network to another. */
class ReembedTest {
    private static final int LOOKS = 2000;

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        GridModel.write(folder.resolve("models/old"), 4, "");
        GridModel.write(folder.resolve("models/new"), 8, "");
        server = start(Map.of("likeness.model", folder.resolve("models/old").toString()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer start(Map<String, Object> more) {
        Map<String, Object> properties = new TreeMap<>(Map.of(
                "likeness.data",
                folder.resolve("data").toString(),
                "likeness.roots",
                folder.toString(),
                "likeness.index.exact-up-to",
                0));
        properties.putAll(more);
        return TestServer.startReal(properties);
    }

    private void restart() {
        server.close();
        server = start(Map.of());
    }

    private String add(String base, long seed, String imgPath) {
        JsonNode added = TestServer.tree(server.multipart(
                base + "/images", Map.of("file", Mosaic.png(seed), "key", "key-" + seed, "imgPath", imgPath)));
        return added.path("id").asString();
    }

    private JsonNode begin() {
        HttpResponse<String> answer =
                server.json("/v1/reembed", "{\"model\": \"" + folder.resolve("models/new") + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestServer.tree(answer);
    }

    private JsonNode status() {
        return TestServer.tree(server.get("/v1/reembed"));
    }

    private JsonNode await(String state) {
        JsonNode status = status();
        for (int i = 0; i < LOOKS && !status.path("state").asString().equals(state); i++) {
            LockSupport.parkNanos(30_000_000);
            status = status();
        }
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo(state);
        return status;
    }

    private JsonNode searched(String base, long seed) {
        HttpResponse<String> answer =
                server.multipart(base + "/search", Map.of("file", Mosaic.png(seed), "limit", "3"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.tree(answer).path("hits");
    }

    private void assertFound(String base, long seed, String id) {
        JsonNode best = searched(base, seed).path(0);
        assertThat(best.path("id").asString()).isEqualTo(id);
        assertThat(best.path("score").asDouble()).isGreaterThan(0.999);
    }

    private JsonNode post(String path, int status) {
        HttpResponse<String> answer = server.send("POST", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestServer.tree(answer);
    }

    private List<String> modelFolders() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve("data"), "{model,index}*")) {
            found.forEach(each -> names.add(String.valueOf(each.getFileName())));
        }
        names.sort(String::compareTo);
        return names;
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = LikenessCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(out, true));
        assertThat(command.execute(arguments)).as(out.toString()).isZero();
        return out.toString();
    }

    @Test
    void reembed_ofTwoCollections_switchesAtOnceAndKeepsIds() throws IOException {
        assertThat(server.send("PUT", "/v1/collections/shop", "").statusCode()).isEqualTo(201);
        String a = add("/v1", 1, "");
        String b = add("/v1", 2, "");
        String c = add("/v1/collections/shop", 3, "");

        begin();
        JsonNode done = await("switched");

        assertThat(done.path("model").path("name").asString()).isEqualTo("grid-8");
        assertThat(done.path("other").path("name").asString()).isEqualTo("grid-4");
        assertThat(done.path("finished").asLong()).isEqualTo(3);
        assertThat(done.path("from_previews").asLong()).isEqualTo(3);
        assertFound("/v1", 1, a);
        assertFound("/v1", 2, b);
        assertFound("/v1/collections/shop", 3, c);
        assertThat(TestServer.tree(server.get("/v1/stats"))
                        .path("model")
                        .path("dimension")
                        .asInt())
                .isEqualTo(192);
        restart();
        assertThat(status().path("state").asString())
                .as("at once after a restart")
                .isEqualTo("switched");
        assertFound("/v1", 1, a);
        assertFound("/v1/collections/shop", 3, c);
        assertThat(post("/v1/reembed/confirm", 200).path("state").asString()).isEqualTo("none");
        assertThat(modelFolders()).containsExactly("index-2", "model-2");
        restart();
        assertFound("/v1", 2, b);
        assertFound("/v1/collections/shop", 3, c);
    }

    @Test
    void reembed_withOriginalsBelowARoot_readsThem() throws IOException {
        Path original = Files.write(folder.resolve("original.png"), Mosaic.png(1));
        Path changed = Files.write(folder.resolve("changed.png"), Mosaic.png(77));
        add("/v1", 1, original.toString());
        add("/v1", 2, changed.toString());
        add("/v1", 3, "/nowhere/3.png");

        begin();
        JsonNode done = await("switched");

        assertThat(done.path("from_originals").asLong()).isEqualTo(1);
        assertThat(done.path("from_previews").asLong()).isEqualTo(2);
    }

    @Test
    void rollBack_afterChanges_hasThemAll() throws IOException {
        add("/v1", 1, "");
        String second = add("/v1", 2, "");
        begin();
        await("switched");
        String third = add("/v1", 3, "");
        assertThat(server.send("DELETE", "/v1/images/" + second, "").statusCode())
                .isEqualTo(204);
        assertThat(server.send("PATCH", "/v1/images/" + third, "{\"tags\": {\"colour\": \"red\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send("PUT", "/v1/collections/late", "").statusCode()).isEqualTo(201);
        String late = add("/v1/collections/late", 5, "");

        JsonNode back = post("/v1/reembed/roll-back", 200);

        assertThat(back.path("state").asString()).isEqualTo("none");
        assertThat(back.path("model").path("name").asString()).isEqualTo("grid-4");
        for (int life = 0; life < 2; life++) {
            assertFound("/v1", 3, third);
            assertFound("/v1/collections/late", 5, late);
            assertThat(server.get("/v1/images/" + second).statusCode()).isEqualTo(404);
            assertThat(TestServer.tree(server.get("/v1/images/" + third))
                            .path("tags")
                            .path("colour")
                            .asString())
                    .isEqualTo("red");
            assertThat(searched("/v1", 2)).hasSize(2);
            restart();
        }
        assertThat(modelFolders()).containsExactly("index", "model");
        assertThat(TestServer.tree(server.json("/v1/reembed", "{}"))
                        .path("state")
                        .asString())
                .as("the built-in model, after a roll-back")
                .isEqualTo("running");
        await("switched");
    }

    @Test
    void reembed_whereAPreviewIsMissing_doesNotSwitchUntilThatPictureIsGone() throws IOException {
        add("/v1", 1, "");
        String lost = add("/v1", 2, "");
        String digest =
                TestServer.tree(server.get("/v1/images/" + lost)).path("digest").asString();
        Files.delete(folder.resolve("data/previews/" + digest.substring(0, 2) + "/" + digest + ".jpg"));

        begin();
        JsonNode stuck = await("stuck");

        assertThat(stuck.path("failed").asLong()).isEqualTo(1);
        assertThat(stuck.path("failures").path(0).path("id").asString()).isEqualTo(lost);
        assertThat(stuck.path("model").path("name").asString()).isEqualTo("grid-4");
        assertThat(server.send("DELETE", "/v1/images/" + lost, "").statusCode()).isEqualTo(204);
        await("switched");
    }

    @Test
    void reembed_refused_changesNothing() throws IOException {
        add("/v1", 1, "");
        assertThat(server.json("/v1/reembed", "{\"model\": \"" + folder.resolve("models/old") + "\"}")
                        .body())
                .contains("grid-4", "already");
        Path broken = GridModel.write(folder.resolve("models/broken"), 2, "");
        Files.write(broken.resolve("model.onnx"), new byte[] {1, 2, 3});
        assertThat(server.json("/v1/reembed", "{\"model\": \"" + broken + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(server.json("/v1/reembed", "{\"model\": \"/etc\"}").statusCode())
                .isEqualTo(403);
        post("/v1/reembed/confirm", 409);
        post("/v1/reembed/roll-back", 409);
        assertThat(status().path("state").asString()).isEqualTo("none");
        assertThat(modelFolders()).containsExactly("index", "model");
    }

    @Test
    void commands_ofServerAndFolder_moveConfirmAndVerify() throws IOException {
        String a = add("/v1", 1, "");
        String address = "http://127.0.0.1:" + server.port();
        assertThat(run("reembed", "--server", address, "--status")).contains("one model, grid-4");
        assertThat(run(
                        "reembed",
                        "--server",
                        address,
                        "--model",
                        folder.resolve("models/new").toString()))
                .contains("grid-8 answers", "grid-4 are kept");
        assertThat(run("reembed", "--server", address, "--roll-back")).contains("one model, grid-4");
        server.close();
        String data = folder.resolve("data").toString();

        assertThat(run(
                        "reembed",
                        "--data",
                        data,
                        "--model",
                        folder.resolve("models/new").toString()))
                .contains("grid-8 answers");
        assertThat(run("verify", "--data", data)).contains("All is well");
        assertThat(run("models", "--data", data)).contains("grid-8");
        assertThat(run("reembed", "--data", data, "--confirm")).contains("one model, grid-8");
        assertThat(run("verify", "--data", data)).contains("All is well");

        Path archive = folder.resolve("library.tar");
        run("export", archive.toString(), "--data", data);
        run("restore", archive.toString(), "--data", folder.resolve("elsewhere").toString());
        server = start(Map.of("likeness.data", folder.resolve("elsewhere").toString()));
        assertFound("/v1", 1, a);
    }
}
