package io.likeness.server.intake;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.likeness.image.EncodedImage;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImportAtStartTest {
    @TempDir
    private Path folder;

    private Path inc;
    private Path pool;

    @BeforeEach
    void prepare() throws IOException {
        inc = Files.createDirectories(folder.resolve("inc"));
        pool = folder.resolve("pool");
    }

    @Test
    void start_folderWithPictures_addsAndMovesThem() throws Exception {
        Files.createDirectories(inc.resolve("sub/deep"));
        Files.write(inc.resolve("a.jpg"), picture(1, 0, 0));
        Files.write(inc.resolve("sub/deep/b c.jpg"), picture(0, 1, 0));
        try (TestServer server = start()) {
            await(() -> files(inc).isEmpty());

            assertThat(files(pool)).containsExactlyInAnyOrder("a.jpg", "sub/deep/b c.jpg");
            assertThat(records(server))
                    .extracting(
                            record -> record.key() + " " + record.attributes().imgPath())
                    .containsExactlyInAnyOrder(
                            "fac8e2072c313e143bf818643ae07908 " + pool.resolve("a.jpg"),
                            md5(picture(0, 1, 0)) + " " + pool.resolve("sub/deep/b c.jpg"));
        }
    }

    @Test
    void start_badFile_staysAndTheOthersGo() throws Exception {
        Files.writeString(inc.resolve("bad.jpg"), "no picture");
        Files.write(inc.resolve("large.jpg"), new byte[2000]);
        Files.createSymbolicLink(inc.resolve("link.jpg"), Path.of("bad.jpg"));
        for (int i = 0; i < 20; i++) {
            Files.write(inc.resolve(i + ".jpg"), picture(1, i, 0));
        }
        try (TestServer server = start()) {
            await(() -> files(inc).size() == 3);

            assertThat(files(inc)).containsExactlyInAnyOrder("bad.jpg", "large.jpg", "link.jpg");
            assertThat(files(pool)).hasSize(20);
            assertThat(records(server)).hasSize(20);
        }
    }

    @Test
    void start_nameTakenInThePool_choosesAnotherAndTellsIt() throws Exception {
        Files.createDirectories(pool);
        Files.writeString(pool.resolve("a.jpg"), "somebody else's");
        Files.write(inc.resolve("a.jpg"), picture(1, 0, 0));
        try (TestServer server = start()) {
            await(() -> files(inc).isEmpty());

            assertThat(pool.resolve("a.jpg")).hasContent("somebody else's");
            assertThat(pool.resolve("a-1.jpg")).hasBinaryContent(picture(1, 0, 0));
            assertThat(records(server).getFirst().attributes().imgPath())
                    .isEqualTo(pool.resolve("a-1.jpg").toString());
        }
    }

    @Test
    void start_poolWithinTheFolder_isLeftAlone() throws Exception {
        pool = Files.createDirectories(inc.resolve("pool"));
        Files.write(pool.resolve("old.jpg"), picture(0, 0, 1));
        Files.write(inc.resolve("a.jpg"), picture(1, 0, 0));
        try (TestServer server = start()) {
            await(() -> Files.exists(pool.resolve("a.jpg")) && !Files.exists(inc.resolve("a.jpg")));

            assertThat(records(server)).hasSize(1);
        }
    }

    @Test
    void start_again_isOneImportWithWhatIsLeft() throws Exception {
        Files.writeString(inc.resolve("bad.jpg"), "no picture");
        Files.write(inc.resolve("a.jpg"), picture(1, 0, 0));
        try (TestServer server = start()) {
            await(() -> ended(server));

            assertThat(server.get("/v1/imports").body())
                    .contains(
                            "\"id\":\"1\"",
                            "\"added\":1",
                            "\"name\":\"bad.jpg\"",
                            "\"move_to\":\"" + pool + "\"",
                            "\"key_from\":\"digest\"");
        }
        Files.write(inc.resolve("a.jpg"), picture(2, 1, 0));
        try (TestServer server = start()) {
            await(() -> ended(server) && !Files.exists(inc.resolve("a.jpg")));

            JsonNode imports = TestServer.tree(server.get("/v1/imports")).get("imports");
            assertThat(imports).hasSize(1);
            assertThat(imports.get(0).get("id").stringValue()).isEqualTo("2");
            assertThat(imports.get(0).get("finished").asInt()).isEqualTo(2);
            assertThat(pool.resolve("a-1.jpg")).hasBinaryContent(picture(2, 1, 0));
        }
    }

    private static boolean ended(TestServer server) {
        return server.get("/v1/imports").body().contains("\"state\":\"done\"");
    }

    @Test
    void start_folderMissing_servesAnyway() {
        inc = folder.resolve("missing");
        try (TestServer server = start()) {
            assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    private TestServer start() {
        return TestServer.start(Map.of(
                "likeness.import.inc-path", inc.toString(),
                "likeness.import.pool-path", pool.toString(),
                "likeness.max-bytes", 1000,
                "likeness.data", folder.resolve("data").toString()));
    }

    private static List<ImageRecord> records(TestServer server) {
        return server.server().engine().library().index().list(new ListQuery(ListQuery.Order.OLDEST, null, 1000));
    }

    private static String md5(byte[] bytes) {
        return EncodedImage.of(bytes).md5();
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A file may go while it is looked at.
            return List.of("changing");
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("it did not come to that within 30 s");
            }
            Thread.sleep(20);
        }
    }
}
