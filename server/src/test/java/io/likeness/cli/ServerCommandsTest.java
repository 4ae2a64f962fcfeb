package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands that talk to a server. */
class ServerCommandsTest {
    private static TestServer server;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(Map.of("likeness.token", "secret", "likeness.token-read", "look"));
        add("red", "{\"colour\":\"red\",\"price\":\"3\"}", 1, 0, 0);
        add("green", "{\"colour\":\"green\",\"price\":\"7\"}", 0, 1, 0);
        add("图/蓝 b+c&d", "{\"colour\":\"blue\"}", 0, 0, 1);
        Files.write(folder.resolve("reddish.png"), FakeEngine.picture(0.9f, 0.1f, 0));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void add(String key, String tags, float... values) {
        var answer = server.multipart(
                "/v1/images",
                Map.of("file", FakeEngine.picture(values), "key", key, "tags", tags, "imgPath", "/p/" + key),
                "token",
                "secret");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private static CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = "http://127.0.0.1:" + server.port();
        all[arguments.length + 2] = "--token";
        all[arguments.length + 3] = "secret";
        return CommandRun.of(all);
    }

    @Test
    void search_byFile_printsATableBestFirst() {
        CommandRun run = run("search", folder.resolve("reddish.png").toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(run.out().lines().findFirst().orElseThrow()).matches("SCORE +ID +KEY +IMGPATH +SIZE");
        assertThat(run.out().lines().skip(1).findFirst().orElseThrow())
                .matches("0\\.99\\d\\d +\\d+ +red +/p/red +20x10");
    }

    @Test
    void search_json_isOneObjectALine() {
        CommandRun run = run("search", folder.resolve("reddish.png").toString(), "--json", "--limit", "1");

        JsonNode hit = TestServer.JSON.readTree(run.out());
        assertThat(run.out()).hasLineCount(1);
        assertThat(hit.path("key").asString()).isEqualTo("red");
        assertThat(hit.path("score").asDouble()).isBetween(0.99, 1.0);
        assertThat(hit.path("tags").path("colour").asString()).isEqualTo("red");
    }

    @Test
    void search_withFilters_keepsToThem() {
        String file = folder.resolve("reddish.png").toString();

        assertThat(run("search", file, "--tag", "colour=green").out())
                .contains("green")
                .doesNotContain("/p/red");
        assertThat(run("search", file, "--tag", "colour=green", "--tag", "colour=red")
                        .out())
                .contains("/p/green", "/p/red")
                .doesNotContain("蓝");
        assertThat(run("search", file, "--filter", "{\"tag\":\"price\",\"gt\":5}")
                        .out())
                .contains("/p/green")
                .doesNotContain("/p/red");
        assertThat(run("search", file, "--min-score", "0.9").out()).doesNotContain("green");
    }

    @Test
    void search_byStoredId_leavesItOut() {
        String id = TestServer.JSON
                .readTree(run("list", "--json", "--tag", "colour=red").out())
                .path("id")
                .asString();

        CommandRun run = run("search", "--id", id);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("green").doesNotContain("/p/red");
    }

    @Test
    void list_byPrefixWithAnyCharacters_findsTheKey() {
        CommandRun run = run("list", "--json", "--key-prefix", "图/蓝 b+c&");

        assertThat(run.out()).hasLineCount(1);
        assertThat(TestServer.JSON.readTree(run.out()).path("key").asString()).isEqualTo("图/蓝 b+c&d");
    }

    @Test
    void list_ofMoreThanAPage_walksToTheEnd() {
        assertThat(run("list", "--all", "--oldest", "--json").out().lines().count())
                .isGreaterThanOrEqualTo(3);
        assertThat(run("list", "--limit", "1").out()).hasLineCount(2);
    }

    @Test
    void delete_dryRun_countsAndDeletesNothing() {
        add("gone", "{\"colour\":\"gone\"}", 0.5f, 0.5f, 0);

        assertThat(run("delete", "--tag", "colour=gone", "--dry-run").out()).isEqualTo("1 picture would be deleted\n");
        assertThat(run("delete", "--key", "gone", "--yes").out()).isEqualTo("1 picture deleted\n");
        assertThat(run("delete", "--tag", "colour=gone", "--dry-run", "--json").out())
                .isEqualTo("{\"count\":0}\n");
    }

    @Test
    void delete_withoutYesAndTerminal_isAWrongCommandLine() {
        CommandRun run = run("delete", "--key", "red");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--yes");
        assertThat(run("list", "--tag", "colour=red").out()).contains("red");
    }

    @Test
    void stats_namesPicturesAndModel() {
        assertThat(run("stats").out()).contains("pictures", "model.name", "fake");
        assertThat(TestServer.JSON
                        .readTree(run("stats", "--json").out())
                        .path("model")
                        .path("name")
                        .asString())
                .isEqualTo("fake");
    }

    @Test
    void missingPicture_isOneSentence() {
        CommandRun run = run("search", folder.resolve("none.png").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("likeness: the file ")
                .contains("none.png")
                .hasLineCount(1);
    }

    @Test
    void noPicture_isOneSentenceWithTheServersReason() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");

        CommandRun run = run("search", text.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("likeness: the 10 bytes are no picture.\n");
    }

    @Test
    void unknownCollection_isNamed() {
        CommandRun run = run("list", "--collection", "nowhere");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("there is no collection \"nowhere\"");
    }

    @Test
    void wrongToken_isToldAndNeverShown() {
        CommandRun run =
                CommandRun.of("list", "--server", "http://127.0.0.1:" + server.port(), "--token", "wrong-and-private");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("TOKEN").doesNotContain("wrong-and-private");
    }

    @Test
    void tokenThatNoHeaderCarries_isNotShown() {
        CommandRun run =
                CommandRun.of("list", "--server", "http://127.0.0.1:" + server.port(), "--token", "private\nline");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("private");
    }

    @Test
    void readToken_searchesButDoesNotDelete() {
        String address = "http://127.0.0.1:" + server.port();

        assertThat(CommandRun.of("list", "--server", address, "--token", "look").code())
                .isZero();
        CommandRun delete = CommandRun.of("delete", "--key", "red", "--yes", "--server", address, "--token", "look");
        assertThat(delete.code()).isEqualTo(4);
        assertThat(delete.err()).contains("may only search and read");
    }

    @Test
    void noServer_isToldWithWhatToDo() {
        CommandRun run = CommandRun.of("list", "--server", "http://127.0.0.1:1");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("no server answers at http://127.0.0.1:1", "likeness serve", "--data")
                .hasLineCount(1);
    }

    @Test
    void serverAndData_excludeEachOther() {
        CommandRun run = CommandRun.of("list", "--server", "http://127.0.0.1:1", "--data", "x");

        assertThat(run.code()).isEqualTo(2);
    }
}
