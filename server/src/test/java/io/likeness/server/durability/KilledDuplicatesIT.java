package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the server while it searches for duplicates, and right after a decision; the search goes on by itself each time it is started. {@code
 * -Dlikeness.kill.seed} repeats a run's choices, though not its timing.
 */
final class KilledDuplicatesIT {
    private static final int PICTURES = 400;
    private static final int COPIES = 60;
    private static final int KILLS = 3;
    private static final Duration IN_TIME = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final long seed = Long.getLong("likeness.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void killed_atRandomMoments_findsEveryPairAndKeepsDecisions() throws Exception {
        System.out.println("likeness.kill.seed=" + seed);
        draw();
        try (ForkedServer server = start()) {
            send(
                    server,
                    "POST",
                    "/v1/imports",
                    "{\"path\":\"" + folder.resolve("pictures") + "\",\"key_from\":\"relative-path\"}");
            send(server, "GET", "/v1/imports/1/events", "");
            send(server, "POST", "/v1/duplicates", "{\"min_confidence\":1}");
            awaitLookedAt(server, 1 + random.nextInt(PICTURES / 2));
            server.kill();
        }
        for (int kill = 1; kill < KILLS; kill++) {
            try (ForkedServer server = start()) {
                awaitLookedAt(server, random.nextInt(PICTURES));
                server.kill();
            }
        }
        JsonNode apart;
        try (ForkedServer server = start()) {
            JsonNode end = ended(server);
            assertThat(end.path("search").path("finished").asInt()).isEqualTo(PICTURES + COPIES);
            assertThat(end.path("counts").path("exact").asInt())
                    .as("seed %d", seed)
                    .isEqualTo(COPIES);
            apart = end.path("groups").get(0);
            String ids = "\"" + apart.path("pictures").get(0).path("id").stringValue() + "\",\""
                    + apart.path("pictures").get(1).path("id").stringValue() + "\"";
            assertThat(send(server, "POST", "/v1/duplicates/apart", "{\"pictures\":[" + ids + "]}")
                            .path("pairs")
                            .asInt())
                    .isEqualTo(1);
            server.kill();
        }
        try (ForkedServer server = start()) {
            send(server, "POST", "/v1/duplicates", "{\"again\":true,\"min_confidence\":1}");
            JsonNode end = ended(server);
            assertThat(end.path("counts").path("exact").asInt())
                    .as("seed %d", seed)
                    .isEqualTo(COPIES - 1);
            assertThat(end.path("groups").get(0).path("id")).isNotEqualTo(apart.path("id"));
        }
    }

    private void draw() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures/copies"));
        for (int i = 0; i < PICTURES; i++) {
            byte[] picture = Picture.png(i);
            Files.write(folder.resolve("pictures/" + i + ".png"), picture);
            if (i < COPIES) {
                Files.write(pictures.resolve(i + ".png"), picture);
            }
        }
    }

    private ForkedServer start() throws IOException, InterruptedException {
        return ForkedServer.start(folder.resolve("data"), folder.resolve("server.log"), "--root", folder.toString())
                .awaitReady(http);
    }

    /** Waits until so many are looked at or the search has ended. */
    private void awaitLookedAt(ForkedServer server, int pictures) throws IOException, InterruptedException {
        long until = System.nanoTime() + IN_TIME.toNanos();
        JsonNode search = send(server, "GET", "/v1/duplicates", "").path("search");
        while (search.path("finished").asInt() < pictures
                && search.path("state").asString("").equals("running")) {
            assertThat(System.nanoTime())
                    .as("%s in time, seed %d", search, seed)
                    .isLessThan(until);
            Thread.sleep(5);
            search = send(server, "GET", "/v1/duplicates", "").path("search");
        }
    }

    private JsonNode ended(ForkedServer server) throws IOException, InterruptedException {
        send(server, "GET", "/v1/duplicates/events", "");
        JsonNode end = send(server, "GET", "/v1/duplicates?limit=200&kind=exact", "");
        assertThat(end.path("search").path("state").asString(""))
                .as("%s, seed %d", end, seed)
                .isEqualTo("done");
        return end;
    }

    /** The answer; of events an empty one, once they have ended. */
    private JsonNode send(ForkedServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return path.endsWith("/events") ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }
}
