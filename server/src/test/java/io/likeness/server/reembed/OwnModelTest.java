package io.likeness.server.reembed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.cli.LikenessCommand;
import io.likeness.failure.Failure;
import io.likeness.server.testing.GridModel;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A network that somebody brings, from its export to searches through a real server. */
class OwnModelTest {
    private static final String WORDS = "\"match\": {\"same\": 0.99, \"near-duplicate\": 0.9, \"similar\": 0.5},";

    @TempDir
    private Path folder;

    private TestServer start(Path model) {
        return TestServer.startReal(Map.of(
                "likeness.model",
                model.toString(),
                "likeness.data",
                folder.resolve("data").toString()));
    }

    private static String add(TestServer server, long seed) {
        return TestServer.tree(server.multipart("/v1/images", Map.of("file", Mosaic.png(seed))))
                .path("id")
                .asString();
    }

    private static JsonNode search(TestServer server, byte[] picture) {
        return TestServer.tree(server.multipart("/v1/search", Map.of("file", picture)))
                .path("hits");
    }

    @Test
    void search_byOwnNetworkWithWords_answersThemBesideTheScores() {
        try (TestServer server = start(GridModel.write(folder.resolve("grid"), 4, WORDS))) {
            String first = add(server, 1);
            add(server, 2);

            JsonNode hits = search(server, Mosaic.smaller(1));

            assertThat(hits.path(0).path("id").asString()).isEqualTo(first);
            assertThat(hits.path(0).path("score").asDouble()).isGreaterThan(0.99);
            assertThat(hits.path(0).path("match").asString()).isEqualTo("same");
            assertThat(hits.path(1).path("score").asDouble()).isLessThan(0.5);
            assertThat(hits.path(1).path("match").asString()).isEqualTo("none");
            JsonNode compared =
                    TestServer.tree(server.json("/v1/compare", "{\"a\": {\"id\": \"1\"}, \"b\": {\"id\": \"1\"}}"));
            assertThat(compared.path("match").asString()).isEqualTo("same");
        }
    }

    @Test
    void search_byOwnNetworkWithoutWords_answersNone() {
        try (TestServer server = start(GridModel.write(folder.resolve("grid"), 4, ""))) {
            add(server, 1);
            assertThat(search(server, Mosaic.png(1)).path(0).has("match")).isTrue();
            assertThat(search(server, Mosaic.png(1)).path(0).path("match").isNull())
                    .isTrue();
        }
    }

    @Test
    void start_withWordsOutOfOrder_isRefusedByField() {
        Path model = GridModel.write(
                folder.resolve("grid"), 4, "\"match\": {\"same\": 0.5, \"near-duplicate\": 0.9, \"similar\": 0.1},");
        assertThatThrownBy(() -> start(model))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("match")
                .hasMessageContaining("fall in this order");
    }

    @Test
    void models_withOneThatDoesNotWork_saysWhichAndWhy() throws IOException {
        Path good = GridModel.write(folder.resolve("good"), 4, WORDS);
        Path broken = GridModel.write(folder.resolve("broken"), 4, "");
        String json = Files.readString(broken.resolve("model.json"));
        Files.writeString(broken.resolve("model.json"), json.replace("\"dimension\": 48", "\"dimension\": 49"));
        StringWriter out = new StringWriter();
        CommandLine command = LikenessCommand.commandLine();
        command.setOut(new PrintWriter(out, true));

        int code = command.execute("models", "--json", "--model", good.toString(), "--model", broken.toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(3);
        JsonNode second =
                TestServer.JSON.readTree(out.toString().lines().toList().get(1));
        assertThat(second.path("check").asString()).isEqualTo("works");
        assertThat(second.path("match").path("near-duplicate").asDouble()).isEqualTo(0.9);
        JsonNode third =
                TestServer.JSON.readTree(out.toString().lines().toList().get(2));
        assertThat(third.path("check").asString()).startsWith("wrong: ").contains("49");
        assertThat(third.path("match").asString()).isEqualTo("not measured");
    }
}
