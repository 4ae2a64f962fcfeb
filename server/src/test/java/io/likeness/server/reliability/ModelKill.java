package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.server.durability.ForkedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Changes under way while a server is killed, each to a key of its own in the default collection, so that what the server knows afterwards tells which
 * of them came to pass. For one thread, for one kill.
 */
final class ModelKill {
    /**
     * What a key may hold afterwards: by digest, what is said about the picture.
     *
     * @param alternatives one where the change was acknowledged
     */
    private record Expected(String key, List<Map<String, Attributes>> alternatives) {}

    private record Change(String key, Map<String, Attributes> after, Callable<Boolean> send) {}

    private final ModelOracle oracle;
    private final Random random;
    private final Path folder;
    private final List<Expected> expected = new ArrayList<>();

    /** @param folder below a root of the server, not there yet */
    ModelKill(ModelOracle oracle, Random random, Path folder) {
        this.oracle = oracle;
        this.random = random;
        this.folder = folder;
    }

    /** Sends the changes and kills the server while they are under way. */
    void strike(ApiClient api, ForkedServer server) throws IOException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        while (keys.size() < 6) {
            String key = ModelWorld.key(random);
            if (!keys.contains(key)) {
                keys.add(key);
                changes.add(change(api, key));
            }
        }
        if (random.nextInt(3) == 0) {
            changes.addAll(importing(api));
        }
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> sent = new ArrayList<>();
            changes.forEach(change -> sent.add(pool.submit(change.send())));
            Thread.sleep(random.nextInt(40));
            server.kill();
            for (int i = 0; i < changes.size(); i++) {
                Change change = changes.get(i);
                expected.add(new Expected(
                        change.key(),
                        acknowledged(sent.get(i))
                                ? List.of(change.after())
                                : List.of(change.after(), held(change.key()), both(change))));
            }
        }
    }

    private static boolean acknowledged(Future<Boolean> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            // The connection broke; whatever else is wrong is no fault of the kill.
            if (e.getCause() instanceof IOException) {
                return false;
            }
            throw new AssertionError(e.getCause());
        }
    }

    private Map<String, Attributes> held(String key) {
        Map<String, Attributes> held = new HashMap<>();
        oracle.key("default", key).forEach(record -> held.put(record.digest().sha256(), record.attributes()));
        return held;
    }

    /** A replacement stores the new picture before it deletes the others. */
    private Map<String, Attributes> both(Change change) {
        Map<String, Attributes> both = held(change.key());
        if (!change.after().isEmpty()) {
            both.putAll(change.after());
        }
        return both;
    }

    private Change change(ApiClient api, String key) {
        GridPicture picture = ModelWorld.picture(random);
        String digest = ModelOracle.digest(picture);
        Attributes attributes = Attributes.ofImgPath("/killed/" + random.nextInt(1000));
        Map<String, Attributes> after = held(key);
        Attributes stored = after.getOrDefault(digest, Attributes.NONE).overlaidBy(attributes);
        Map<String, String> fields = Map.of("key", key, "imgPath", attributes.imgPath());
        return switch (random.nextInt(3)) {
            case 0 -> {
                after.put(digest, stored);
                yield new Change(
                        key,
                        after,
                        () -> api.form("POST", "/v1/images", fields, picture.bytes())
                                                .status()
                                        / 100
                                == 2);
            }
            case 1 -> {
                yield new Change(
                        key,
                        Map.of(digest, stored),
                        () -> api.form("PUT", "/v1/images", fields, picture.bytes())
                                                .status()
                                        / 100
                                == 2);
            }
            default -> {
                yield new Change(
                        key,
                        Map.of(),
                        () -> api.json("POST", "/v1/images/delete", Map.of("keys", List.of(key)))
                                        .status()
                                == 200);
            }
        };
    }

    /** An import: once it is acknowledged all of it must come, whenever the server is killed. */
    private List<Change> importing(ApiClient api) throws IOException {
        Map<String, GridPicture> files = ModelChanges.draw(random, folder);
        Callable<Boolean> send =
                () -> api.json("POST", "/v1/imports", Map.of("path", folder.toString(), "key_from", "name"))
                                .status()
                        == 201;
        Future<Boolean> once =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()).submit(send);
        List<Change> changes = new ArrayList<>();
        files.forEach((name, picture) -> changes.add(new Change(
                name,
                Map.of(
                        ModelOracle.digest(picture),
                        Attributes.ofImgPath(folder.resolve(name).toString())),
                () -> acknowledged(once))));
        return changes;
    }

    /** Compares what the restarted server holds under these keys, and takes it over into the oracle. */
    void settle(ApiClient api, ModelChanges changes) throws IOException, InterruptedException {
        for (var each : api.get("/v1/imports").expect(200).get("imports")) {
            // Those that have ended may be forgotten while others end.
            if (each.get("state").stringValue().equals("running")) {
                changes.awaitImport(each.get("id").stringValue());
            } else {
                assertThat(each.get("state").stringValue()).as("%s", each).isEqualTo("done");
            }
        }
        for (Expected key : expected) {
            List<ImageRecord> records = changes.recordsOf("default", key.key());
            Map<String, Attributes> held = new HashMap<>();
            for (ImageRecord record : records) {
                assertThat(held.put(record.digest().sha256(), record.attributes()))
                        .as("the same picture twice under key %s", key.key())
                        .isNull();
            }
            assertThat(key.alternatives())
                    .as("what key %s may hold after the kill", key.key())
                    .contains(held);
            for (ImageRecord before : oracle.key("default", key.key())) {
                oracle.delete("default", before.id());
            }
            for (ImageRecord record : records) {
                changes.seen(record.id());
                oracle.put("default", record);
            }
        }
    }
}
