package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.ForkedServer;
import io.likeness.server.durability.Picture;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A library whose disk fails and heals, and what a caller must see of it. For one thread. */
final class StorageFault implements AutoCloseable {
    private static final int MOST = 20_000;
    private static final int HEALED_WITHIN_MILLIS = 60_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data;
    private final Path output;
    private final Path model;
    /** The numbers of the pictures acknowledged and not deleted since, by key. */
    private final Map<String, Long> acknowledged = new TreeMap<>();

    private ForkedServer server;
    private ApiClient api;
    private long number;

    StorageFault(Path data, Path output, Path model) throws IOException, InterruptedException {
        this.data = data;
        this.output = output;
        this.model = model;
        this.server = start();
        this.api = new ApiClient(http, server.address());
    }

    private ForkedServer start() throws IOException, InterruptedException {
        return ForkedServer.start(data, output, "--model", model.toString()).awaitReady(http);
    }

    ForkedServer server() {
        return server;
    }

    /** Adds pictures, all of which must be taken. */
    void add(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(tryAdd().status()).isEqualTo(201);
        }
    }

    private ApiClient.Answer tryAdd() throws IOException, InterruptedException {
        long picture = ++number;
        ApiClient.Answer answer = api.form("POST", "/v1/images", Map.of("key", "key " + picture), Picture.png(picture));
        if (answer.status() == 201) {
            acknowledged.put("key " + picture, picture);
        }
        return answer;
    }

    /** Adds until one is refused, as it must be in words that name the cause and the setting; answers those words. */
    String addUntilRefused() throws IOException, InterruptedException {
        for (int i = 0; i < MOST; i++) {
            ApiClient.Answer answer = tryAdd();
            if (answer.status() != 201) {
                JsonNode problem = answer.expect(503);
                return problem.get("detail").stringValue();
            }
        }
        throw new AssertionError("nothing was refused");
    }

    /** What callers must still get while nothing can be written. */
    void answersSearches() throws IOException, InterruptedException {
        for (String path : new String[] {"/v1/search", "/api/image/sim/search/file"}) {
            assertThat(api.form("POST", path, Map.of("limit", "5"), Picture.png(1))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(hit(1).get("key").stringValue()).isEqualTo("key 1");
        assertStored();
        JsonNode old = api.form("POST", "/api/image/sim/add/file", Map.of("key", "old"), Picture.png(++number))
                .expect(200);
        if (old.get("code").asInt() == 200) {
            acknowledged.put("old", number);
        } else {
            assertThat(old.get("detail").stringValue()).contains("likeness.data");
        }
    }

    private JsonNode hit(long picture) throws IOException, InterruptedException {
        return api.form("POST", "/v1/search", Map.of("limit", "1"), Picture.png(picture))
                .expect(200)
                .get("hits")
                .get(0);
    }

    /** Adds again once the disk works, which the server must notice by itself. */
    void heals() throws IOException, InterruptedException {
        long until = System.nanoTime() + HEALED_WITHIN_MILLIS * 1_000_000L;
        ApiClient.Answer answer = tryAdd();
        while (answer.status() != 201) {
            assertThat(System.nanoTime()).as("healed in time: %s", answer).isLessThan(until);
            Thread.sleep(100);
            answer = tryAdd();
        }
        add(5);
        assertThat(hit(number).get("key").stringValue()).isEqualTo("key " + number);
        assertStored();
    }

    /** Kills the server and starts it again, in a state of the disk that the caller has made. */
    void killAndStart() throws IOException, InterruptedException {
        server.kill();
        server.close();
        server = start();
        api = new ApiClient(http, server.address());
        assertStored();
    }

    /** Compares all records with those acknowledged, previews included. */
    void assertStored() throws IOException, InterruptedException {
        Map<String, Long> stored = new TreeMap<>();
        String next = "";
        while (next != null) {
            JsonNode page = api.get("/v1/images?limit=1000" + next).expect(200);
            for (JsonNode image : page.get("images")) {
                String key = image.get("key").stringValue();
                stored.put(key, acknowledged.getOrDefault(key, -1L));
                if (stored.size() % 10 == 1) {
                    assertThat(api.get(image.get("preview").stringValue()).status())
                            .as("preview of %s", key)
                            .isEqualTo(200);
                }
            }
            next = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").stringValue();
        }
        assertThat(stored).isEqualTo(acknowledged);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        http.close();
    }
}
