package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.GridModel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the server while it moves a library to another model, while pictures are added and deleted; it goes on by itself, switches, rolls back, moves
 * again and is confirmed. {@code -Dlikeness.kill.seed} repeats a run's choices, though not its timing.
 */
final class KilledReembedIT {
    private static final int PICTURES = 160;
    private static final int KILLS = 2;
    /** The built-in one, which takes its time. */
    private static final String NEWER = "likeness-v0";

    private static final Duration IN_TIME = Duration.ofMinutes(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final long seed = Long.getLong("likeness.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newHttpClient();
    // What was acknowledged: the id of each picture's number.
    private final Map<Integer, Long> there = new TreeMap<>();
    private final Set<Long> gone = new HashSet<>();
    private int next;

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void killedWhileMoving_goesOnSwitchesRollsBackAndConfirms() throws Exception {
        System.out.println("likeness.kill.seed=" + seed);
        Path old = GridModel.write(folder.resolve("old"), 4, "");
        try (ForkedServer server = start("--model", old.toString()).awaitReady(http)) {
            while (next < PICTURES) {
                add(server);
            }
            begin(server);
            killedAt(server, PICTURES / (KILLS + 1));
        }
        for (int kill = 1; kill < KILLS; kill++) {
            try (ForkedServer server = start().awaitReady(http)) {
                killedAt(server, PICTURES * (kill + 1) / (KILLS + 1));
            }
        }
        try (ForkedServer server = start().awaitReady(http)) {
            await(server, "switched");
            assertAllThere(server, NEWER);
            change(server);
            server.kill();
        }
        try (ForkedServer server = start().awaitReady(http)) {
            assertAllThere(server, NEWER);
            assertThat(post(server, "/v1/reembed/roll-back", "").path("state").asString())
                    .isEqualTo("none");
            assertAllThere(server, "grid-4");
            server.kill();
        }
        try (ForkedServer server = start().awaitReady(http)) {
            assertAllThere(server, "grid-4");
            begin(server);
            await(server, "switched");
            change(server);
            assertThat(post(server, "/v1/reembed/confirm", "").path("state").asString())
                    .isEqualTo("none");
            server.kill();
        }
        try (ForkedServer server = start().awaitReady(http)) {
            assertAllThere(server, NEWER);
            assertThat(folder.resolve("data/index")).doesNotExist();
            assertThat(folder.resolve("data/model")).doesNotExist();
        }
    }

    private ForkedServer start(String... more) throws IOException {
        String[] options = new String[more.length + 2];
        options[0] = "--root";
        options[1] = folder.toString();
        System.arraycopy(more, 0, options, 2, more.length);
        return ForkedServer.start(folder.resolve("data"), folder.resolve("server.log"), options);
    }

    private void begin(ForkedServer server) throws IOException, InterruptedException {
        assertThat(post(server, "/v1/reembed", "{}").path("state").asString()).isEqualTo("running");
    }

    /** Changes something now and then until so many pictures have their vector, and kills. */
    private void killedAt(ForkedServer server, int finished) throws IOException, InterruptedException {
        change(server);
        JsonNode status = status(server);
        while (status.path("finished").asInt() < finished) {
            Thread.sleep(random.nextInt(30));
            if (random.nextInt(5) == 0) {
                change(server);
            }
            status = status(server);
        }
        server.kill();
        System.out.println("killed at " + status.path("finished") + " of " + status.path("pictures") + ", "
                + status.path("state"));
    }

    /** Adds a picture and deletes another. */
    private void change(ForkedServer server) throws IOException, InterruptedException {
        add(server);
        int number = there.keySet().stream()
                .skip(random.nextInt(there.size() - 1))
                .findFirst()
                .orElseThrow();
        long id = Objects.requireNonNull(there.get(number));
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/v1/images/" + id))
                .DELETE()
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        there.remove(number);
        gone.add(id);
    }

    private void add(ForkedServer server) throws IOException, InterruptedException {
        int number = next++;
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/v1/images"))
                .header("Content-Type", LibraryClient.FORM_TYPE)
                .POST(BodyPublishers.ofByteArray(
                        LibraryClient.formBody(Map.of("key", "k" + number), Picture.png(number))))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        there.put(number, Long.valueOf(JSON.readTree(answer.body()).path("id").asString()));
    }

    private void await(ForkedServer server, String state) throws IOException, InterruptedException {
        long until = System.nanoTime() + IN_TIME.toNanos();
        JsonNode status = status(server);
        while (!status.path("state").asString().equals(state)) {
            assertThat(System.nanoTime()).as("%s, seed %d", status, seed).isLessThan(until);
            Thread.sleep(50);
            status = status(server);
        }
    }

    /** Each acknowledged picture has its id and is its own nearest, and what was deleted is gone. */
    private void assertAllThere(ForkedServer server, String model) throws IOException, InterruptedException {
        assertThat(status(server).path("model").path("name").asString()).isEqualTo(model);
        Map<Integer, Long> found = new TreeMap<>();
        JsonNode page = get(server, "/v1/images?limit=1000");
        page.path("images")
                .forEach(image -> found.put(
                        Integer.parseInt(image.path("key").asString().substring(1)),
                        Long.valueOf(image.path("id").asString())));
        assertThat(found).as("seed %d", seed).isEqualTo(there).hasSizeGreaterThan(PICTURES / 2);
        assertThat(found.values()).doesNotContainAnyElementsOf(gone);
        for (int i = 0; i < 20; i++) {
            int number = there.keySet().stream()
                    .skip(random.nextInt(there.size()))
                    .findFirst()
                    .orElseThrow();
            JsonNode hits = post(
                            server,
                            "/v1/search",
                            "{\"id\": \"" + there.get(number) + "\", \"include_self\": true, \"limit\": 1}")
                    .path("hits");
            assertThat(hits.path(0).path("score").asDouble())
                    .as("picture %d by %s, seed %d", number, model, seed)
                    .isGreaterThan(0.99999);
        }
    }

    private JsonNode status(ForkedServer server) throws IOException, InterruptedException {
        return get(server, "/v1/reembed");
    }

    private JsonNode get(ForkedServer server, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.address().resolve(path)).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private JsonNode post(ForkedServer server, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }
}
