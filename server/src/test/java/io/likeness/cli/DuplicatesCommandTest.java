package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.Drawn;
import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DuplicatesCommandTest {
    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("likeness.token", "secret"));
        add("a", 1);
        add("b", 1);
        add("c", 2);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void duplicates_ofAServer_printsGroupsWithTheBestFirst() {
        CommandRun run = run("duplicates");
        assertThat(run.err()).isEqualToIgnoringNewLines("1 group of 2 pictures.");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList()).hasSize(3);
        assertThat(run.out().lines().skip(1).findFirst().orElseThrow()).matches("w1 +exact +best +1 +a +20x10");
        assertThat(run.out().lines().skip(2).findFirst().orElseThrow())
                .matches("w1 +exact +2 +b +20x10 +exact +1\\.0000");
    }

    @Test
    void list_json_isOneGroupALine() {
        assertThat(run("duplicates", "--list", "--json").out()).isEmpty();
        run("duplicates");
        JsonNode group = TestServer.JSON.readTree(
                run("duplicates", "--list", "--json", "--kind", "exact").out());
        assertThat(group.path("size").intValue()).isEqualTo(2);
        assertThat(run("duplicates", "--list", "--json", "--kind", "part").out())
                .isEmpty();
    }

    @Test
    void keepBest_countsFirstAndDeletesWithYesOnly() {
        CommandRun counted = run("duplicates", "--keep-best", "--dry-run");
        assertThat(counted.out()).startsWith("1 picture would be deleted");
        CommandRun nobody = run("duplicates", "--keep-best");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("nobody can be asked");
        CommandRun deleted = run("duplicates", "--keep-best", "--yes", "--json");
        assertThat(deleted.out()).startsWith("{\"deleted\":1}");
        assertThat(run("duplicates", "--keep-best", "--yes").out()).startsWith("0 pictures deleted");
        assertThat(run("list", "--all").out()).contains("a", "c").doesNotContain(" b ");
    }

    @Test
    void noWait_thenCancel_tellsHowFarItIs() {
        assertThat(run("duplicates", "--no-wait").out()).startsWith("the search is ");
        assertThat(run("duplicates", "--cancel").code()).isZero();
    }

    @Test
    void wrongOptions_areRefusedBeforeAnythingIsDone() {
        assertThat(run("duplicates", "--kind", "near").err()).contains("exact, edited, part");
        assertThat(run("duplicates", "--list", "--again").code()).isEqualTo(2);
        assertThat(run("duplicates", "--min-confidence", "7").err()).contains("allowed are 0 to 1");
        assertThat(run("duplicates", "--yes").err()).contains("--keep-best");
        assertThat(run("duplicates", "--rules", "best").code()).isEqualTo(1);
    }

    @Test
    void duplicates_ofAFolder_needNoServer() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.write(pictures.resolve("1.jpg"), Drawn.jpeg("one"));
        Files.write(pictures.resolve("2.jpg"), Drawn.jpeg("one"));
        String data = folder.resolve("data").toString();
        assertThat(CommandRun.of("import", "--data", data, pictures.toString()).code())
                .isZero();
        CommandRun run = CommandRun.of("duplicates", "--data", data, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(TestServer.JSON.readTree(run.out()).path("kind").stringValue())
                .isEqualTo("exact");
        assertThat(CommandRun.of("duplicates", "--data", data, "--keep-best", "--yes")
                        .out())
                .startsWith("1 picture deleted");
        assertThat(CommandRun.of("verify", "--data", data).code()).isZero();
    }

    private void add(String key, int number) {
        server.multipart("/v1/images", Map.of("file", FakeEngine.picture(1, number, 0), "key", key), "token", "secret");
    }

    private CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = "http://127.0.0.1:" + server.port();
        all[arguments.length + 2] = "--token";
        all[arguments.length + 3] = "secret";
        return CommandRun.of(all);
    }
}
