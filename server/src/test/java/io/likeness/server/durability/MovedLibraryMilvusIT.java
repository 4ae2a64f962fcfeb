package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.testkit.servers.MilvusServer;
import io.likeness.index.testkit.servers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code likeness migrate} and {@code likeness adopt} as processes of their own, with a real Milvus and a bucket. */
@Tag("milvus")
final class MovedLibraryMilvusIT {
    private static final int PICTURES = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static MilvusServer milvus;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static S3Server bucket;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static Map<String, String> variables;

    @BeforeAll
    static void start() throws Exception {
        milvus = MilvusServer.shared();
        bucket = S3Server.start(folder.resolve("s3.log"));
        variables = Map.of(
                "LIKENESS_MILVUS_TIMEOUT",
                "60s",
                "LIKENESS_S3_ENDPOINT",
                bucket.endpoint(),
                "LIKENESS_S3_PATH_STYLE",
                "true",
                "LIKENESS_S3_ACCESS_KEY",
                "key",
                "LIKENESS_S3_SECRET_KEY",
                "secret");
        Path pictures = Files.createDirectories(folder.resolve("pictures/sub"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(pictures.resolve(i + ".png"), Picture.png(i));
        }
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    private static String address(String collection) {
        return "milvus://" + milvus.host() + ":" + milvus.port() + "/" + collection;
    }

    /** What a command line did. */
    private record Done(int code, String out) {}

    private static Process launch(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.likeness.cli.LikenessCommand"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LIKENESS_") || name.startsWith("MILVUS_"));
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static Done run(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "command", ".log");
        Process process = launch(output, arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(Files.readString(output))
                .isTrue();
        return new Done(process.exitValue(), Files.readString(output));
    }

    private static Done fine(String... arguments) throws Exception {
        Done done = run(arguments);
        assertThat(done.code()).as(done.out()).isZero();
        return done;
    }

    /** The records and the best hits of one picture, as a server without a store of its own tells them. */
    private static Map<String, String> content(String data) throws Exception {
        Map<String, String> content = new TreeMap<>();
        content.put(
                "list",
                fine("list", "--json", "--limit", "1000", "--data", data).out());
        content.put(
                "search",
                fine("search", folder.resolve("pictures/sub/3.png").toString(), "--json", "--data", data)
                        .out());
        return content;
    }

    @Test
    void migrate_toMilvusAndBack_isTheSameLibrary() throws Exception {
        String embedded = folder.resolve("embedded").toString();
        fine("import", folder.resolve("pictures").toString(), "--data", embedded, "--tag", "set=one");
        String there = address("moved" + Long.toHexString(System.nanoTime()));
        String previews = "s3://" + S3Server.BUCKET + "/moved";

        // Killed somewhere, which leaves what it leaves.
        Process killed = launch(
                folder.resolve("killed.log"), "migrate", "--from", embedded, "--to", there, "--previews", previews);
        boolean _ = killed.waitFor(3, TimeUnit.SECONDS);
        killed.destroyForcibly().waitFor();
        Done to = fine("migrate", "--from", embedded, "--to", there, "--previews", previews, "--samples", "10");
        assertThat(to.out()).contains(PICTURES + " pictures", "Both hold the same.", "100.0 %");
        Done again = fine("migrate", "--from", embedded, "--to", there, "--previews", previews, "--samples", "0");
        assertThat(again.out()).contains("0 moved, " + PICTURES + " there already");

        String back = folder.resolve("back").toString();
        Done from = fine("migrate", "--from", there, "--to", back, "--previews", previews, "--samples", "10");
        assertThat(from.out()).contains(PICTURES + " moved, 0 there already", "Both hold the same.");

        assertThat(content(back)).isEqualTo(content(embedded));
        assertThat(fine("verify", "--data", back).out()).contains("All is well").contains(PICTURES + " previews");
    }

    @Test
    void adopt_earlierCollection_keepsIdsKeysAndPaths() throws Exception {
        Map<Long, String> rows = new HashMap<>();
        for (int i = 0; i < PICTURES; i++) {
            rows.put(445085583623111723L + i, "/usr/data/app/file/" + i + ".png");
        }
        rows.put(445085583623119999L, "/usr/data/app/file/gone.png");
        String name = "images" + Long.toHexString(System.nanoTime());
        EarlierImages.make(milvus, name, rows);
        String was = "/usr/data/app/file=" + folder.resolve("pictures/sub");

        Done listed = run("adopt", "--from", address(name), "--list", "--root", was);
        assertThat(listed.code()).isEqualTo(5);
        assertThat(listed.out())
                .contains("445085583623111723", "NOT FOUND", "2048 numbers", PICTURES + " may be opened, 1 not");

        String data = folder.resolve("adopted").toString();
        Path report = folder.resolve("left.csv");
        String[] adopt = {"adopt", "--from", address(name), "--to", data, "--root", was, "--report", report.toString()};
        Done done = run(adopt);
        assertThat(done.code()).as(done.out()).isEqualTo(5);
        assertThat(done.out())
                .contains(PICTURES + " adopted, 0 there already, 0 twice under one key, 1 could not be opened");
        assertThat(Files.readString(report))
                .contains("445085583623119999", "gone.png", "no such file below")
                .hasLineCount(2);
        assertThat(run(adopt).out()).contains("0 adopted, " + PICTURES + " there already");

        String list = fine("list", "--json", "--limit", "1000", "--data", data).out();
        assertThat(list)
                .contains("\"445085583623111723\"", "\"key\":\"key 0\"", "/usr/data/app/file/39.png")
                .doesNotContain("gone");
        assertThat(fine(
                                "search",
                                folder.resolve("pictures/sub/3.png").toString(),
                                "--json",
                                "--limit",
                                "1",
                                "--data",
                                data)
                        .out())
                .contains("445085583623111726");

        assertAdoptedIntoMilvus(name, was, list);
    }

    /** Into a library in Milvus it is the same pictures; they are read by moving them on into a data folder. */
    private static void assertAdoptedIntoMilvus(String earlier, String was, String list) throws Exception {
        String there = address("adopted" + Long.toHexString(System.nanoTime()));
        String previews = "s3://" + S3Server.BUCKET + "/adopted";
        String server = folder.resolve("server").toString();
        String[] adopt = {
            "adopt", "--from", address(earlier), "--to", there, "--root", was, "--data", server, "--previews", previews
        };
        Done into = run(adopt);
        assertThat(into.code()).as(into.out()).isEqualTo(5);
        assertThat(into.out())
                .contains(PICTURES + " adopted, 0 there already, 0 twice under one key, 1 could not be opened");
        assertThat(run(adopt).out()).contains("0 adopted, " + PICTURES + " there already");

        String back = folder.resolve("adopted-back").toString();
        Done from = fine("migrate", "--from", there, "--to", back, "--previews", previews, "--samples", "10");
        assertThat(from.out()).contains(PICTURES + " moved, 0 there already", "Both hold the same.");
        assertThat(fine("list", "--json", "--limit", "1000", "--data", back).out())
                .isEqualTo(list);
    }

    @Test
    void adopt_notTheEarlierSystems_isRefused() throws Exception {
        Done none = run("adopt", "--from", address("nothing_here"), "--list");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).contains("there is no collection \"nothing_here\"", "--from");
    }
}
