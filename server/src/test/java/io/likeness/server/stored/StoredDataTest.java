package io.likeness.server.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Today's server on the data folders of every version; the README beside them says how one is added. */
class StoredDataTest {
    private static final Path STORED = Path.of("src", "test", "resources", "io", "likeness", "server", "stored");
    private static final Path MODEL = STORED.resolve("model");
    private static final String WRITTEN = System.getProperty("likeness.stored.write", "");

    @TempDir
    private Path folder;

    @BeforeAll
    static void write(@TempDir Path temporary) throws IOException {
        if (WRITTEN.isEmpty()) {
            return;
        }
        Path cut = temporary.resolve("cut");
        StoredData.fill(temporary.resolve("data"), MODEL, cut);
        try (OutputStream zip = Files.newOutputStream(STORED.resolve(WRITTEN + ".zip"))) {
            StoredData.pack(cut, zip);
        }
        try (TestServer server = StoredData.start(cut, MODEL)) {
            Files.writeString(
                    STORED.resolve(WRITTEN + ".json"),
                    JsonMapper.builder()
                                    .build()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(StoredData.answers(server))
                            + "\n");
        }
    }

    static List<String> versions() throws IOException {
        try (Stream<Path> files = Files.list(STORED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .map(name -> name.substring(0, name.length() - ".zip".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void folder_ofAnEarlierVersion_answersAsItDid(String version) throws IOException {
        Path data = unpacked(version);
        try (TestServer server = StoredData.start(data, MODEL)) {
            assertThat(StoredData.answers(server)).isEqualTo(expected(version));
        }
        // What it may have brought to another form is still the same.
        try (TestServer server = StoredData.start(data, MODEL)) {
            assertThat(StoredData.answers(server)).isEqualTo(expected(version));
            assertThat(server.json("/v1/images/delete", "{\"keys\": [\"second/5\"]}")
                            .body())
                    .isEqualTo("{\"deleted\":1}");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void folder_holdsWhatItShouldShow(String version) throws IOException {
        Path data = unpacked(version);

        assertThat(filesUnder(data.resolve("index")))
                .anyMatch(file -> file.contains("lucene") && file.contains(".cfs"));
        assertThat(filesUnder(data.resolve("index"))).anyMatch(file -> file.contains("journal"));
        assertThat(filesUnder(data.resolve("collections/shop/previews"))).hasSizeGreaterThan(10);
        assertThat(expected(version).at("/~1v1 images/images").size()).isEqualTo(15);
    }

    private static List<String> filesUnder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void folder_ofALaterFormat_isRefusedAndNamesBoth() throws IOException {
        Path data = unpacked(versions().getLast());
        Path manifest;
        try (Stream<Path> files = Files.list(data)) {
            manifest = files.filter(file -> file.getFileName().toString().startsWith("manifest"))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(manifest);
        String later = text.substring(0, text.lastIndexOf("checksum="))
                .replaceAll("(?m)^format=.*$", "format=99")
                .replaceAll("(?m)^created-by=.*$", "created-by=7.5.3");
        Files.writeString(manifest, later + "checksum=" + sha256(later) + "\n");

        assertThatThrownBy(() -> StoredData.start(data, MODEL).close())
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll(
                        manifest.toString(), "format 99", "knows format 1 and format 2", "7.5.3", "--data");
    }

    private Path unpacked(String version) throws IOException {
        Path data = folder.resolve("data");
        try (InputStream zip = Files.newInputStream(STORED.resolve(version + ".zip"))) {
            StoredData.unpack(zip, data);
        }
        return data;
    }

    private static JsonNode expected(String version) throws IOException {
        return TestServer.JSON.readTree(Files.readString(STORED.resolve(version + ".json")));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
