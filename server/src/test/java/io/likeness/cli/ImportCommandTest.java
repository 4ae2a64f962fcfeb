package io.likeness.cli;

import static io.likeness.cli.FakeImportServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ImportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void folder_isNamedToTheServerAndWatchedToItsEnd() {
        try (FakeImportServer server = new FakeImportServer(
                201, status("running", "null", 0, 0), status("running", "9", 4, 0), status("done", "9", 9, 0))) {
            CommandRun run = CommandRun.of(
                    "import",
                    folder.toString(),
                    "--server",
                    server.address(),
                    "--key-from",
                    "name",
                    "--tag",
                    "a=b=c",
                    "--move-to",
                    folder.resolve("pool").toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.out()).isEqualTo("done: 9 added, 0 known already, 0 no pictures, 0 failed\n");
            String start = server.requests.getFirst();
            assertThat(start).startsWith("POST /v1/imports ");
            JsonNode body = TestServer.JSON.readTree(start.substring(start.indexOf('{')));
            assertThat(body.path("path").asString()).isEqualTo(folder.toString());
            assertThat(body.path("key_from").asString()).isEqualTo("name");
            assertThat(body.path("tags").path("a").asString()).isEqualTo("b=c");
            assertThat(body.path("move_to").asString())
                    .isEqualTo(folder.resolve("pool").toString());
        }
    }

    @Test
    void failures_answerTheirOwnCodeAndAreListedWithoutControls() {
        try (FakeImportServer server =
                new FakeImportServer(201, status("running", "3", 0, 0), status("done", "3", 2, 1))) {
            CommandRun run = CommandRun.of("import", folder.toString(), "--server", server.address());

            assertThat(run.code()).isEqualTo(5);
            assertThat(run.err()).contains("failed: a?b.jpg: it is damaged");
            assertThat(run.out()).contains("2 added", "1 failed");
        }
    }

    @Test
    void json_isOneObjectALineTheLastOneTheEnd() {
        try (FakeImportServer server =
                new FakeImportServer(201, status("running", "3", 0, 0), status("done", "3", 3, 0))) {
            CommandRun run = CommandRun.of("import", folder.toString(), "--json", "--server", server.address());

            assertThat(run.code()).isZero();
            run.out()
                    .lines()
                    .forEach(line -> assertThat(
                                    TestServer.JSON.readTree(line).path("id").asString())
                            .isEqualTo("3"));
            String last = run.out().lines().reduce((_, next) -> next).orElseThrow();
            assertThat(TestServer.JSON.readTree(last).path("state").asString()).isEqualTo("done");
            assertThat(TestServer.JSON.readTree(last).path("added").asInt()).isEqualTo(3);
        }
    }

    @Test
    void archive_isSent() throws IOException {
        Path zip = Files.writeString(folder.resolve("pictures.zip"), "PK-content");
        try (FakeImportServer server =
                new FakeImportServer(201, status("running", "1", 0, 0), status("done", "1", 1, 0))) {
            CommandRun run = CommandRun.of(
                    "import", zip.toString(), "--collection", "shoes", "--tag", "x=y", "--server", server.address());

            assertThat(run.code()).isZero();
            assertThat(server.requests)
                    .anyMatch(request -> request.startsWith("PUT /v1/collections/shoes"))
                    .anyMatch(request -> request.startsWith("POST /v1/collections/shoes/imports")
                            && request.contains("PK-content")
                            && request.contains("name=\"file\"")
                            && request.contains("{\"x\":\"y\"}")
                            && request.contains("relative-path"));
        }
    }

    @Test
    void noWait_tellsTheIdAndLeaves() {
        try (FakeImportServer server = new FakeImportServer(201, status("running", "null", 0, 0), "{}")) {
            CommandRun run = CommandRun.of("import", folder.toString(), "--no-wait", "--server", server.address());

            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith("import 3 is running");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void watchAndCancel_nameTheImport() {
        try (FakeImportServer server = new FakeImportServer(201, "{}", status("cancelled", "9", 4, 0))) {
            assertThat(CommandRun.of("import", "--cancel", "3", "--server", server.address())
                            .code())
                    .isZero();
            CommandRun watch = CommandRun.of("import", "--watch", "3", "--server", server.address());

            assertThat(watch.code()).isEqualTo(1);
            assertThat(watch.out()).startsWith("cancelled: 4 added");
            assertThat(server.requests.getFirst()).startsWith("DELETE /v1/imports/3");
        }
    }

    @Test
    void importThatFails_saysWhy() {
        String failed = status("failed", "9", 4, 0).replace("\"problem\":null", "\"problem\":\"the disk is full\"");
        try (FakeImportServer server = new FakeImportServer(201, status("running", "9", 0, 0), failed)) {
            CommandRun run = CommandRun.of("import", folder.toString(), "--server", server.address());

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("likeness: the import failed: the disk is full");
        }
    }

    @Test
    void folderThatTheServerMayNotRead_namesTheSettingAndTheWayAround() {
        try (FakeImportServer server =
                new FakeImportServer(403, "{\"detail\":\"the path is outside all roots\"}", "{}")) {
            CommandRun run = CommandRun.of("import", folder.toString(), "--server", server.address());

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.err())
                    .contains("outside all roots", "--root", "likeness.roots", "--upload")
                    .hasLineCount(1);
        }
    }

    @Test
    void upload_sendsEachPictureOnceAndTellsWhatFailed() throws IOException {
        Files.createDirectories(folder.resolve("in/a 图"));
        for (int i = 0; i < 20; i++) {
            Files.write(folder.resolve("in/a 图/" + i + ".png"), FakeEngine.picture(1, i, 0));
        }
        Files.writeString(folder.resolve("in/broken.jpg"), "DAMAGED");
        Files.writeString(folder.resolve("in/notes.txt"), "no picture");
        try (TestServer server = TestServer.start(Map.of())) {
            String address = "http://127.0.0.1:" + server.port();
            String[] line = {
                "import", "--upload", folder.resolve("in").toString(), "--tag", "from=disk", "--server", address
            };
            CommandRun first = CommandRun.of(line);

            assertThat(first.code()).isEqualTo(5);
            assertThat(first.out()).isEqualTo("done: 20 added, 0 known already, 1 no pictures, 1 failed\n");
            assertThat(first.err()).contains("broken.jpg", "damaged");
            assertThat(CommandRun.of(line).out()).contains("0 added, 20 known already");
            CommandRun list = CommandRun.of("list", "--json", "--all", "--tag", "from=disk", "--server", address);
            assertThat(list.out().lines().count()).isEqualTo(20);
            assertThat(list.out()).contains("\"key\":\"a 图/7.png\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import",
                "import x --watch 3",
                "import x --data d --upload",
                "import x --data d --no-wait",
                "import x --key-from md5",
                "import x --tag novalue",
                "import x --tag a=1 --tag a=2",
                "import x --upload --parallel 0",
                "import --upload"
            })
    void wrongCommandLine_answers2(String line) {
        CommandRun run = CommandRun.of((line + " --server http://127.0.0.1:1").split(" "));

        assertThat(run.code()).isEqualTo(2);
    }
}
