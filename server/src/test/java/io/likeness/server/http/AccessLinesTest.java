package io.likeness.server.http;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AccessLinesTest {
    @TempDir
    private Path folder;

    @Test
    void line_ofEachRequest_hasWhatHappenedAndNoSecret() throws IOException {
        Path file = folder.resolve("logs/access.log");
        try (TestServer server = start(file, "text")) {
            server.get("/v1/images?key_prefix=private", "token", "s3cret", "X-Request-Id", "id-of-list");
            // A line is written after its answer is sent, so that the next request might be quicker.
            lines(file, 1);
            server.get("/v1/images", "token", "wr0ng", "X-Request-Id", "id-of-wrong");
            lines(file, 2);
            server.multipart("/v1/images", Map.of("file", picture(1, 2, 3), "key", "hidden"), "token", "s3cret");
            lines(file, 3);
            RawHttp.send(server.port(), RawHttp.head(server.port(), "GET /v1/%zz\u001b HTTP/1.1"), new byte[0]);
            List<String> lines = lines(file, 4);

            assertThat(lines.get(0))
                    .matches(
                            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ 127\\.0\\.0\\.1 GET /v1/images 200 25 B [0-9.]+ ms"
                                    + " \\[id-of-list]");
            assertThat(lines.get(1)).contains(" GET /v1/images 401 ").endsWith("[id-of-wrong]");
            assertThat(lines.get(2)).contains(" POST /v1/images 201 ");
            assertThat(lines.get(3)).contains(" 400 ");
            assertThat(String.join("", lines))
                    .doesNotContain("s3cret", "wr0ng", "private", "hidden", "key_prefix", "\u001b");
        }
    }

    @Test
    void line_inJson_isAnObjectWithAFieldForEach() throws IOException {
        Path file = folder.resolve("access.log");
        try (TestServer server = start(file, "json")) {
            server.get("/v1/nothing?a=b", "token", "s3cret", "X-Request-Id", "id-of-none");
            JsonNode line = TestServer.JSON.readTree(lines(file, 1).getFirst());

            assertThat(line.at("/url/path").asString()).isEqualTo("/v1/nothing");
            assertThat(line.at("/http/request/method").asString()).isEqualTo("GET");
            assertThat(line.at("/http/response/status_code").asInt()).isEqualTo(404);
            assertThat(line.at("/http/response/bytes").asInt()).isPositive();
            assertThat(line.at("/client/ip").asString()).isEqualTo("127.0.0.1");
            assertThat(line.get("duration_ms").asDouble()).isNotNegative();
            assertThat(line.get("request").asString()).isEqualTo("id-of-none");
            assertThat(line.toString()).doesNotContain("s3cret", "a=b");
        }
    }

    @Test
    void file_thatCannotBeWritten_refusesToStart() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> start(file.resolve("access.log"), "text").close())
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.access-log");
    }

    @Test
    void format_unknown_refusesToStart() {
        assertThatThrownBy(() -> start(folder.resolve("a"), "xml").close())
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContainingAll("likeness.log.format", "text and json");
    }

    private static TestServer start(Path file, String format) {
        return TestServer.start(Map.of(
                "likeness.token", "s3cret", "likeness.access-log", file.toString(), "likeness.log.format", format));
    }

    /** The lines of the file; the last is written after its answer has been sent. */
    private static List<String> lines(Path file, int count) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < 500 && lines.size() < count; i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines = Files.readAllLines(file);
        }
        assertThat(lines).hasSize(count);
        return lines;
    }
}
