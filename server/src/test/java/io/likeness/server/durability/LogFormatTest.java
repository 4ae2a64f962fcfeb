package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the server writes to its standard output, in a process of its own because logs belong to the process. */
class LogFormatTest {
    @TempDir
    private Path folder;

    @Test
    void json_everyLineOfTheServer_isAnObjectWithTheRequestsId() throws IOException, InterruptedException {
        List<String> lines = linesOf(Map.of("LIKENESS_LOG_FORMAT", "json", "LIKENESS_ACCESS_LOG", "stdout"));

        List<JsonNode> objects = lines.stream().map(TestServer.JSON::readTree).toList();
        assertThat(objects)
                .anySatisfy(line -> assertThat(line.get("message").asString()).contains("is ready"));
        assertThat(objects).anySatisfy(line -> {
            assertThat(line.at("/log/logger").asString()).isEqualTo("io.likeness.server.http.Answers");
            assertThat(line.get("request").asString()).isEqualTo("find-me");
            assertThat(line.get("message").asString()).contains("GET /v1/nothing is refused: 404");
        });
        assertThat(objects).anySatisfy(line -> {
            assertThat(line.at("/log/logger").asString()).isEqualTo("io.likeness.access");
            assertThat(line.get("request").asString()).isEqualTo("find-me");
            assertThat(line.at("/http/response/status_code").asInt()).isEqualTo(404);
        });
    }

    @Test
    void text_lines_endInTheRequestsId() throws IOException, InterruptedException {
        assertThat(linesOf(Map.of()))
                .anyMatch(line -> line.contains("GET /v1/nothing is refused: 404") && line.endsWith("[find-me]"))
                .noneMatch(line -> line.startsWith("{"))
                .noneMatch(line -> line.contains(" B "));
    }

    private List<String> linesOf(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createDirectories(folder.resolve("run" + environment.size()))
                .resolve("output");
        try (HttpClient http = HttpClient.newHttpClient();
                ForkedServer server = ForkedServer.start(folder.resolve("data"), output, environment)) {
            server.awaitReady(http);
            http.send(
                    HttpRequest.newBuilder(server.address().resolve("/v1/nothing?secret=1"))
                            .header("X-Request-Id", "find-me")
                            .build(),
                    BodyHandlers.discarding());
            server.terminate();
            server.awaitExit(Duration.ofSeconds(30));
            assertThat(server.output()).doesNotContain("secret=1");
            // The rest is the Java virtual machine's.
            return server.output()
                    .lines()
                    .filter(line -> !line.startsWith("WARNING: "))
                    .toList();
        }
    }
}
