package io.likeness.server.reliability;

import io.likeness.server.durability.Picture;
import io.likeness.server.reliability.KeyHistory.Call;
import io.likeness.server.reliability.KeyHistory.Held;
import io.likeness.server.reliability.Linearizability.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.databind.JsonNode;

/** Many clients that add, change, delete, list and search the same few keys, each of which has one picture of its own. */
final class ConcurrentClients {
    /** An id that no record of the test gets. */
    private static final String NO_ID = "900000000000";

    private final ApiClient api;
    private final long seed;
    private final List<KeyHistory> histories = new ArrayList<>();
    /** The id that a key had last, for changes by id. */
    private final AtomicReferenceArray<String> lastIds;

    ConcurrentClients(ApiClient api, long seed, int keys) {
        this.api = api;
        this.seed = seed;
        this.lastIds = new AtomicReferenceArray<>(keys);
        for (int key = 0; key < keys; key++) {
            histories.add(new KeyHistory());
            lastIds.set(key, NO_ID);
        }
    }

    /** Runs {@code clients} threads of {@code steps} calls each and answers what was asked and answered, by key. */
    List<KeyHistory> run(int clients, int steps) throws InterruptedException, ExecutionException {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                int number = client;
                all.add(pool.submit(() -> {
                    Random random = new Random(seed * 1000 + number);
                    for (int step = 0; step < steps; step++) {
                        step(random, number + "." + step);
                    }
                    return null;
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
        return histories;
    }

    private void step(Random random, String name) throws IOException, InterruptedException {
        int key = random.nextInt(histories.size());
        int dice = random.nextInt(100);
        String id = lastIds.get(key);
        long called = System.nanoTime();
        Call call;
        if (dice < 35) {
            call = add(key, "/" + name);
        } else if (dice < 45) {
            call = patch(id, "/" + name);
        } else if (dice < 55) {
            JsonNode answer = api.json("POST", "/v1/images/delete", Map.of("keys", List.of(name(key))))
                    .expect(200);
            call = new Call.DeleteKey(answer.get("deleted").asInt());
        } else if (dice < 65) {
            call = new Call.DeleteId(id, found(api.delete("/v1/images/" + id), 204));
        } else if (dice < 85) {
            call = search(key);
        } else {
            call = list(key);
        }
        histories.get(key).add(new Operation<>(called, System.nanoTime(), call));
    }

    private Call add(int key, String path) throws IOException, InterruptedException {
        ApiClient.Answer answer =
                api.form("POST", "/v1/images", Map.of("key", name(key), "imgPath", path), Picture.png(key));
        JsonNode image = answer.expect(answer.status() == 201 ? 201 : 200);
        lastIds.set(key, image.get("id").stringValue());
        return new Call.Add(
                path, image.get("id").stringValue(), image.get("created").booleanValue());
    }

    private Call patch(String id, String path) throws IOException, InterruptedException {
        return new Call.Patch(id, path, found(api.json("PATCH", "/v1/images/" + id, Map.of("imgPath", path)), 200));
    }

    private static boolean found(ApiClient.Answer answer, int status) {
        if (answer.status() != status && answer.status() != 404) {
            throw new AssertionError("status " + answer);
        }
        return answer.status() == status;
    }

    private Call search(int key) throws IOException, InterruptedException {
        JsonNode hits = api.form("POST", "/v1/search", Map.of("limit", "100"), Picture.png(key))
                .expect(200)
                .get("hits");
        return new Call.Read(held(key, hits));
    }

    private Call list(int key) throws IOException, InterruptedException {
        return new Call.Read(held(
                key,
                api.get("/v1/images?limit=10&key_prefix=" + name(key))
                        .expect(200)
                        .get("images")));
    }

    private static Held held(int key, JsonNode records) {
        List<JsonNode> mine = records.valueStream()
                .filter(record -> record.get("key").stringValue().equals(name(key)))
                .toList();
        if (mine.size() > 1) {
            throw new AssertionError("one picture under one key as several records: " + mine);
        }
        return mine.isEmpty()
                ? Held.NOTHING
                : new Held(
                        mine.getFirst().get("id").stringValue(),
                        mine.getFirst().get("imgPath").stringValue());
    }

    private static String name(int key) {
        return "key-" + key + ";";
    }
}
