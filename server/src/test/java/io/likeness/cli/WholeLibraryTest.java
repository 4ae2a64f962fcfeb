package io.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.LikenessServer;
import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.TestServer;
import io.likeness.server.wiring.LocalEngine;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on real libraries: without a server, then behind one, then exported and restored. */
class WholeLibraryTest {
    @TempDir
    private static Path folder;

    private static String data;
    private static String pictures;

    @BeforeAll
    static void importPictures() throws IOException {
        data = folder.resolve("data").toString();
        pictures = Files.createDirectories(folder.resolve("pictures")).toString();
        for (int i = 0; i < 6; i++) {
            BufferedImage image = new BufferedImage(200 + i, 150, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setPaint(new GradientPaint(0, 0, Color.getHSBColor(i / 6f, 1, 1), 200, 150, Color.BLACK));
            pen.fillRect(0, 0, 206, 150);
            pen.dispose();
            ImageIO.write(
                    image, "png", folder.resolve("pictures/图 " + i + ".png").toFile());
        }
        CommandRun run = CommandRun.of("import", pictures, "--data", data, "--tag", "set=one");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("done: 6 added, 0 known already, 0 no pictures, 0 failed\n");
        assertThat(CommandRun.of("import", pictures, "--data", data, "--collection", "two", "--key-from", "name")
                        .out())
                .contains("6 added");
    }

    private static String search(String library) {
        String picture = folder.resolve("pictures/图 2.png").toString();
        CommandRun run = CommandRun.of("search", picture, "--data", library, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void withoutAServer_everyCommandAnswers() {
        assertThat(search(data).lines().findFirst().orElseThrow()).contains("\"key\":\"图 2.png\"", "\"score\":1.0");
        assertThat(CommandRun.of("list", "--data", data, "--collection", "two").out())
                .contains("图 5.png");
        assertThat(CommandRun.of("stats", "--data", data).out()).contains("pictures", "6");
        assertThat(CommandRun.of("models", "--data", data).out()).contains("built-in", "library", "sha256");
        assertThat(CommandRun.of("verify", "--data", data).out()).startsWith("All is well");
        assertThat(CommandRun.of("delete", "--tag", "set=one", "--dry-run", "--data", data)
                        .out())
                .isEqualTo("6 pictures would be deleted\n");
    }

    @Test
    void exportedFromARunningServerAndRestored_answersAsBefore() throws IOException {
        Path archive = folder.resolve("library.tar");
        try (LikenessServer server =
                LikenessServer.start(Map.of("likeness.port", 0, "likeness.data", data), LocalEngine::opener)) {
            String address = "http://127.0.0.1:" + server.port();
            CommandRun busy = CommandRun.of("list", "--data", data);
            assertThat(busy.code()).isEqualTo(1);
            assertThat(busy.err()).contains("in use", "--server").hasLineCount(1);

            CommandRun export = CommandRun.of("export", archive.toString(), "--server", address);

            assertThat(export.err()).isEmpty();
            assertThat(export.out()).isEqualTo("12 pictures (default 6, two 6) in " + archive + "\n");
            CommandRun again = CommandRun.of("export", archive.toString(), "--server", address);
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).contains("--force");
        }
        String copy = folder.resolve("copy").toString();
        assertThat(CommandRun.of("restore", archive.toString(), "--data", copy).out())
                .isEqualTo("12 pictures (default 6, two 6) in " + copy + "\n");
        assertThat(search(copy)).isEqualTo(search(data));
        assertThat(CommandRun.of("list", "--json", "--data", copy, "--collection", "two")
                        .out())
                .isEqualTo(CommandRun.of("list", "--json", "--data", data, "--collection", "two")
                        .out());
        assertThat(CommandRun.of("verify", "--data", copy).code()).isZero();
        assertThat(CommandRun.of("restore", archive.toString(), "--data", copy).err())
                .contains("holds a library already");
    }

    @Test
    void migratedToAnotherFolder_answersAsBefore() {
        String moved = folder.resolve("moved").toString();

        CommandRun run = CommandRun.of("migrate", "--from", data, "--to", moved);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "default: 6 pictures, 6 moved, 0 there already; of 6 searches 100.0 % of the hits are as good as"
                                + " before\ntwo: 6 pictures, 6 moved, 0 there already; of 6 searches 100.0 % of the hits are as good"
                                + " as before\nBoth hold the same.\n");
        assertThat(run.code()).isZero();
        assertThat(search(moved)).isEqualTo(search(data));
        assertThat(CommandRun.of("verify", "--data", moved).code()).isZero();
        assertThat(CommandRun.of("migrate", "--from", data, "--to", moved, "--json")
                        .out())
                .contains("\"same\":true", "\"moved\":0", "\"there_already\":6");

        assertThat(CommandRun.of("delete", "--yes", "--key", "图 1.png", "--data", moved)
                        .code())
                .isZero();
        CommandRun back = CommandRun.of("migrate", "--from", moved, "--to", data);
        assertThat(back.code()).isEqualTo(6);
        assertThat(back.out()).contains("wrong: default: --to holds 6 pictures, --from 5", "They differ.");
    }

    @Test
    void migrate_placesThatCannotBe_areRefusedInOneSentence() {
        String none = folder.resolve("none").toString();

        for (String[] places :
                new String[][] {{none, data}, {data, data}, {data, data + "/."}, {"milvus", data}, {data, "s3://x/y"}
                }) {
            CommandRun run = CommandRun.of("migrate", "--from", places[0], "--to", places[1]);
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).hasLineCount(1);
        }
        assertThat(Path.of(none)).doesNotExist();
    }

    @Test
    void adopt_wrongCommandLines_areToldBeforeAnythingIsOpened() {
        String milvus = "milvus://127.0.0.1:1/images";

        assertThat(CommandRun.of("adopt", "--from", milvus).code()).isEqualTo(2);
        assertThat(CommandRun.of("adopt", "--from", milvus, "--to", data).err()).contains("--root", "--url-pattern");
        assertThat(CommandRun.of("adopt", "--from", milvus, "--list", "--url-pattern", "https://x/")
                        .err())
                .contains("--url-pattern", "{imgPath}");
        assertThat(CommandRun.of("adopt", "--from", data, "--list").err()).contains("milvus://host:port/images");
        assertThat(CommandRun.of("adopt", "--from", milvus, "--list", "--root", data + "/none")
                        .err())
                .contains("--root");
    }

    @Test
    void exportThatFailsInTheMiddle_breaksTheConnectionAndLeavesNoFile() throws IOException {
        // The pictures of this server are in memory, and there is no model to be found.
        try (TestServer server = TestServer.start(Map.of())) {
            server.multipart("/v1/images", Map.of("file", FakeEngine.picture(1, 0, 0), "key", "a"));
            Path archive = folder.resolve("cut.tar");

            CommandRun run =
                    CommandRun.of("export", archive.toString(), "--server", "http://127.0.0.1:" + server.port());

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).hasLineCount(1);
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(Path::getFileName).map(Path::toString).toList())
                        .noneMatch(name -> name.startsWith("cut.tar"));
            }
        }
    }

    @Test
    void completion_knowsTheCommands() {
        assertThat(CommandRun.of("completion").out()).contains("search", "--min-score", "restore", "complete ");
    }

    @Test
    void commandsOnAFolderWithoutALibrary_sayAndMakeNothing() {
        Path none = folder.resolve("none");

        for (String command : new String[] {"list", "stats", "verify"}) {
            CommandRun run = CommandRun.of(command, "--data", none.toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("there is no library in " + none).hasLineCount(1);
        }
        assertThat(none).doesNotExist();
    }
}
