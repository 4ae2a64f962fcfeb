package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the server five times while it imports a folder; it goes on by itself each time it is started. {@code -Dlikeness.kill.seed} repeats a run's
 * choices, though not its timing.
 */
final class KilledImportIT {
    private static final int PICTURES = 1000;
    private static final int KILLS = 5;
    /** No fewer than an import has under way at once. */
    private static final int UNDER_WAY = 64;
    /** Bytes that the journal of an import takes for a picture. */
    private static final int RECORD = 1 + Long.BYTES + Integer.BYTES;

    private static final Duration IN_TIME = Duration.ofMinutes(3);
    private static final Pattern DECODED =
            Pattern.compile("likeness_stage_seconds_count\\{stage=\"decode\"} ([0-9.]+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final long seed = Long.getLong("likeness.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void killed_atRandomMoments_importsEachPictureOnce() throws Exception {
        System.out.println("likeness.kill.seed=" + seed);
        Path pictures = draw();
        int[] moments = random.ints(KILLS, 10, PICTURES - 100).sorted().toArray();
        for (int kill = 0; kill < KILLS; kill++) {
            int finishedBefore = finished();
            try (ForkedServer server = start().awaitReady(http)) {
                if (kill == 0) {
                    begin(server, pictures);
                }
                long decoded = decodedUntil(server, moments[kill]);
                server.kill();
                assertThat(decoded)
                        .as("decoded in life %d, which began with %d finished, seed %d", kill, finishedBefore, seed)
                        .isLessThanOrEqualTo(PICTURES - finishedBefore);
            }
        }
        int finished = finished();
        System.out.println(
                "killed when " + List.of(moments[0], moments[KILLS - 1]) + " to " + finished + " were finished");
        try (ForkedServer server = start().awaitReady(http)) {
            JsonNode end = ended(server);
            assertThat(end.get("state").stringValue())
                    .as("%s, seed %d", end, seed)
                    .isEqualTo("done");
            assertThat(end.get("added").asInt() + end.get("known").asInt())
                    .as("%s, seed %d", end, seed)
                    .isEqualTo(PICTURES);
            assertThat(end.get("finished").asInt()).isEqualTo(PICTURES);
            assertThat(decoded(server))
                    .as("decoded in the last life, which began with %d finished, seed %d", finished, seed)
                    .isBetween((long) PICTURES - finished - UNDER_WAY, (long) PICTURES - finished);
            assertThat(keys(server)).as("seed %d", seed).hasSize(PICTURES).doesNotHaveDuplicates();
        }
    }

    private Path draw() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            Path file = pictures.resolve(i / 100 + "/" + i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, Picture.png(i));
        }
        return pictures;
    }

    private ForkedServer start() throws IOException {
        return ForkedServer.start(folder.resolve("data"), folder.resolve("server.log"), "--root", folder.toString());
    }

    private void begin(ForkedServer server, Path pictures) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("path", pictures.toString())
                .put("key_from", "relative-path")
                .toString();
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/v1/imports"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    /** Waits until so many are finished and a moment longer; answers how many were decoded by then. */
    private long decodedUntil(ForkedServer server, int moment) throws IOException, InterruptedException {
        long until = System.nanoTime() + IN_TIME.toNanos();
        long decoded = 0;
        while (finished() < moment) {
            decoded = decoded(server);
            assertThat(System.nanoTime())
                    .as("%d finished in time: %s", moment, server.output())
                    .isLessThan(until);
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(50));
        return Math.max(decoded, decoded(server));
    }

    /** What the journal of the only import says, whether a server runs or not. */
    private int finished() throws IOException {
        Path journal = folder.resolve("data/imports/1/finished.bin");
        return Files.exists(journal) ? (int) (Files.size(journal) / RECORD) : 0;
    }

    private long decoded(ForkedServer server) throws IOException, InterruptedException {
        Matcher count = DECODED.matcher(get(server, "/actuator/prometheus"));
        assertThat(count.find()).as("the count of decoded pictures").isTrue();
        return Math.round(Double.parseDouble(count.group(1)));
    }

    private JsonNode ended(ForkedServer server) throws IOException, InterruptedException {
        long until = System.nanoTime() + IN_TIME.toNanos();
        while (System.nanoTime() < until) {
            JsonNode progress = JSON.readTree(get(server, "/v1/imports/1"));
            if (!progress.get("state").stringValue().equals("running")) {
                return progress;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the import does not end: " + server.output());
    }

    private List<String> keys(ForkedServer server) throws IOException, InterruptedException {
        JsonNode page = JSON.readTree(get(server, "/v1/images?limit=1000"));
        assertThat(page.get("next").isNull())
                .as("no more than %d records", PICTURES)
                .isTrue();
        List<String> keys = new ArrayList<>();
        page.get("images").forEach(image -> keys.add(image.get("key").stringValue()));
        return keys;
    }

    private String get(ForkedServer server, String path) throws IOException, InterruptedException {
        URI address = server.address().resolve(path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
