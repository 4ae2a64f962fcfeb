package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Operations that change what a server holds, each done to the server and to the oracle. For one thread. */
final class ModelChanges {
    private final ApiClient api;
    private final ModelOracle oracle;
    private final ModelWorld world;
    private final Set<Long> given;

    /** @param given ids given in the default collection so far, none of which may be given again */
    ModelChanges(ApiClient api, ModelOracle oracle, ModelWorld world, Set<Long> given) {
        this.api = api;
        this.oracle = oracle;
        this.world = world;
        this.given = given;
    }

    static String at(String collection, String path) {
        return collection.equals("default") ? "/v1" + path : "/v1/collections/" + collection + path;
    }

    /** Adds by v1 in any form, or replaces. */
    void add(Random random, String collection, boolean replace) throws IOException, InterruptedException {
        GridPicture picture = ModelWorld.picture(random);
        boolean ownKey = replace || random.nextInt(8) > 0;
        String key = ownKey ? ModelWorld.key(random) : ModelWorld.defaultKey(picture);
        Attributes attributes = new Attributes(ModelWorld.path(random), ModelWorld.tags(random));
        String method = replace ? "PUT" : "POST";
        Instant before = Instant.now().minusMillis(1);
        ApiClient.Answer answer;
        if (random.nextBoolean()) {
            Map<String, String> fields = new TreeMap<>(Map.of("imgPath", attributes.imgPath()));
            attributes.tags().forEach((name, value) -> fields.put("tag." + name, value));
            if (ownKey) {
                fields.put("key", key);
            }
            answer = api.form(method, at(collection, "/images"), fields, picture.bytes());
        } else {
            Map<String, Object> body = world.source(random, picture);
            body.put("imgPath", attributes.imgPath());
            body.put("tags", attributes.tags());
            if (ownKey) {
                body.put("key", key);
            }
            answer = api.json(method, at(collection, "/images"), body);
        }
        List<ImageRecord> others = oracle.key(collection, key).stream()
                .filter(record -> !record.digest().sha256().equals(ModelOracle.digest(picture)))
                .toList();
        JsonNode image = stored(collection, key, picture, attributes, answer, before);
        if (replace) {
            assertThat(image.get("replaced").asInt()).isEqualTo(others.size());
            others.forEach(record -> oracle.delete(collection, record.id()));
        }
    }

    private JsonNode stored(
            String collection,
            String key,
            GridPicture picture,
            Attributes attributes,
            ApiClient.Answer answer,
            Instant before) {
        Optional<ImageRecord> known = oracle.find(collection, key, picture);
        JsonNode image = answer.expect(known.isPresent() ? 200 : 201);
        ImageRecord record = ModelOracle.read(image);
        if (known.isPresent()) {
            assertThat(record)
                    .isEqualTo(known.get().with(known.get().attributes().overlaidBy(attributes)));
        } else {
            assertThat(record.key()).isEqualTo(key);
            assertThat(record.digest().sha256()).isEqualTo(ModelOracle.digest(picture));
            assertThat(record.header()).isEqualTo(ModelOracle.header(picture));
            assertThat(record.attributes()).isEqualTo(attributes);
            assertThat(record.added()).isBetween(before, Instant.now());
            giveId(collection, record);
        }
        assertThat(image.get("created").booleanValue()).isEqualTo(known.isEmpty());
        oracle.put(collection, record);
        return image;
    }

    private void giveId(String collection, ImageRecord record) {
        if (collection.equals("default")) {
            assertThat(given.add(record.id()))
                    .as("id %d was never given before", record.id())
                    .isTrue();
        }
    }

    /** Notes an id that was given before a kill. */
    void seen(long id) {
        given.add(id);
    }

    /** Adds by the earlier system's interface. */
    void addOld(Random random) throws IOException, InterruptedException {
        GridPicture picture = ModelWorld.picture(random);
        String key = ModelWorld.key(random);
        String path = ModelWorld.path(random);
        String base = "/api/image/sim/add/";
        ApiClient.Answer answer = switch (random.nextInt(3)) {
            case 0 -> api.form("POST", base + "file", Map.of("key", key, "imgPath", path), picture.bytes());
            case 1 -> api.json("POST", base + "url", Map.of("key", key, "imgPath", path, "url", world.url(picture)));
            default ->
                api.json("POST", base + "path", Map.of("key", key, "imgPath", path, "path", world.file(picture)));
        };
        JsonNode envelope = answer.expect(200);
        assertThat(envelope.get("code").asInt()).as("%s", envelope).isEqualTo(200);
        Attributes attributes = Attributes.ofImgPath(path);
        Optional<ImageRecord> known = oracle.find("default", key, picture);
        if (known.isPresent()) {
            ImageRecord record = known.get();
            oracle.put("default", record.with(record.attributes().overlaidBy(attributes)));
            return;
        }
        // The old interface does not answer the id.
        adopt("default", key, picture, attributes);
    }

    /** Takes a record over as the server has it, after comparing it. */
    void adopt(String collection, String key, GridPicture picture, Attributes attributes)
            throws IOException, InterruptedException {
        List<ImageRecord> there = recordsOf(collection, key).stream()
                .filter(record -> record.digest().sha256().equals(ModelOracle.digest(picture)))
                .toList();
        assertThat(there).as("records of key %s with %s", key, picture).hasSize(1);
        assertThat(there.getFirst().attributes()).isEqualTo(attributes);
        giveId(collection, there.getFirst());
        oracle.put(collection, there.getFirst());
    }

    /** What the server holds under {@code key}. */
    List<ImageRecord> recordsOf(String collection, String key) throws IOException, InterruptedException {
        String prefix = java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8);
        List<ImageRecord> records = new ArrayList<>();
        api.get(at(collection, "/images?limit=1000&key_prefix=" + prefix))
                .expect(200)
                .get("images")
                .forEach(image -> records.add(ModelOracle.read(image)));
        records.removeIf(record -> !record.key().equals(key));
        return records;
    }

    /** Changes what is said about one picture, or tags of several. */
    void patch(Random random, String collection) throws IOException, InterruptedException {
        List<ImageRecord> some = some(random, collection, 3);
        if (random.nextBoolean()) {
            Map<String, Object> body = Map.of(
                    "ids",
                    some.stream().map(record -> Long.toString(record.id())).toList(),
                    "set",
                    Map.of("shade", "s9"),
                    "remove",
                    List.of("price"));
            if (!some.isEmpty()) {
                JsonNode answer =
                        api.json("POST", at(collection, "/images/tags"), body).expect(200);
                assertThat(answer.get("changed").asInt()).isEqualTo(some.size());
            }
            for (ImageRecord record : some) {
                Map<String, String> tags = new HashMap<>(record.attributes().tags());
                tags.remove("price");
                tags.put("shade", "s9");
                oracle.put(
                        collection,
                        record.with(new Attributes(record.attributes().imgPath(), tags)));
            }
        } else if (some.isEmpty()) {
            api.json("PATCH", at(collection, "/images/8999999999"), Map.of("imgPath", "x"))
                    .expect(404);
        } else {
            ImageRecord record = some.getFirst();
            Map<String, String> tags = new HashMap<>(record.attributes().tags());
            tags.put("price", "1.5");
            String path = ModelWorld.path(random);
            JsonNode image = api.json(
                            "PATCH",
                            at(collection, "/images/" + record.id()),
                            Map.of("imgPath", path, "tags", Map.of("price", 1.5)))
                    .expect(200);
            ImageRecord changed = record.with(new Attributes(path, tags));
            assertThat(ModelOracle.read(image)).isEqualTo(changed);
            oracle.put(collection, changed);
        }
    }

    /** Deletes by id, ids, keys or filter, in the new interface or the old one. */
    void delete(Random random, String collection) throws IOException, InterruptedException {
        int dice = random.nextInt(collection.equals("default") ? 100 : 70);
        if (dice < 25) {
            Optional<ImageRecord> one = some(random, collection, 1).stream().findFirst();
            long id = one.map(ImageRecord::id).orElse(8_999_999_999L);
            api.delete(at(collection, "/images/" + id)).expectStatus(one.isPresent() ? 204 : 404);
            oracle.delete(collection, id);
        } else if (dice < 40) {
            List<ImageRecord> some = some(random, collection, 4);
            many(
                    collection,
                    Map.of("ids", some.stream().map(r -> Long.toString(r.id())).toList()),
                    some);
        } else if (dice < 65) {
            Set<String> keys = new TreeSet<>(List.of(ModelWorld.key(random), ModelWorld.key(random)));
            many(collection, Map.of("keys", keys), ofKeys(collection, keys));
        } else if (dice < 70) {
            ModelWorld.Meant meant = ModelWorld.filter(random, 1);
            List<ImageRecord> going = oracle.matching(collection, meant.filter());
            JsonNode counted = api.json(
                            "POST", at(collection, "/images/delete"), Map.of("filter", meant.json(), "dry_run", true))
                    .expect(200);
            assertThat(counted.get("count").asInt()).as("%s", meant).isEqualTo(going.size());
            // A filter may mean nearly everything; mostly little is deleted, so that there is something to search.
            if (going.size() < 40 || random.nextInt(20) == 0) {
                many(collection, Map.of("filter", meant.json()), going);
            }
        } else if (dice < 85) {
            String key = ModelWorld.key(random);
            old("key", Map.of("key", key), ofKeys("default", Set.of(key)));
        } else {
            List<ImageRecord> one = some(random, "default", 1);
            old(
                    "id",
                    Map.of(
                            "id",
                            one.isEmpty()
                                    ? "8999999999"
                                    : Long.toString(one.getFirst().id())),
                    one);
        }
    }

    private List<ImageRecord> ofKeys(String collection, Set<String> keys) {
        return keys.stream()
                .flatMap(key -> oracle.key(collection, key).stream())
                .toList();
    }

    private void many(String collection, Map<String, ?> body, List<ImageRecord> going)
            throws IOException, InterruptedException {
        JsonNode answer =
                api.json("POST", at(collection, "/images/delete"), body).expect(200);
        assertThat(answer.get("deleted").asInt()).as("%s", body).isEqualTo(going.size());
        going.forEach(record -> oracle.delete(collection, record.id()));
    }

    private void old(String by, Map<String, String> body, List<ImageRecord> going)
            throws IOException, InterruptedException {
        JsonNode envelope = api.json("POST", "/api/image/sim/del/" + by, body).expect(200);
        if (going.isEmpty()) {
            assertThat(envelope.get("code").asInt()).isEqualTo(500);
        } else {
            assertThat(envelope.get("data").asInt())
                    .as("%s: %s", body, envelope)
                    .isEqualTo(going.size());
        }
        going.forEach(record -> oracle.delete("default", record.id()));
    }

    /** Imports a folder and waits for its end. */
    void importFolder(Random random, String collection, Path folder) throws IOException, InterruptedException {
        Map<String, GridPicture> files = draw(random, folder);
        Map<String, String> tags = ModelWorld.tags(random);
        JsonNode begun = api.json(
                        "POST",
                        at(collection, "/imports"),
                        Map.of("path", folder.toString(), "key_from", "name", "tags", tags))
                .expect(201);
        JsonNode end = awaitImport(begun.get("id").stringValue());
        assertThat(end.get("added").asInt()).as("%s", end).isEqualTo(files.size());
        for (Map.Entry<String, GridPicture> file : files.entrySet()) {
            String path = folder.resolve(file.getKey()).toString();
            adopt(collection, file.getKey(), file.getValue(), new Attributes(path, tags));
        }
    }

    /** Files of new names with pictures, which become keys. */
    static Map<String, GridPicture> draw(Random random, Path folder) throws IOException {
        Map<String, GridPicture> files = new TreeMap<>();
        Files.createDirectories(folder);
        for (int i = 0; i < 5 + random.nextInt(10); i++) {
            GridPicture picture = ModelWorld.picture(random);
            String name = "k-" + folder.getFileName() + "-" + i + "." + picture.format();
            Files.write(folder.resolve(name), picture.bytes());
            files.put(name, picture);
        }
        return files;
    }

    JsonNode awaitImport(String id) throws IOException, InterruptedException {
        for (int i = 0; i < 12_000; i++) {
            JsonNode state = api.get("/v1/imports/" + id).expect(200);
            if (!state.get("state").stringValue().equals("running")) {
                assertThat(state.get("state").stringValue()).as("%s", state).isEqualTo("done");
                return state;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("import " + id + " does not end");
    }

    private List<ImageRecord> some(Random random, String collection, int most) {
        List<ImageRecord> all = new ArrayList<>(oracle.all(collection));
        List<ImageRecord> some = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0 && !all.isEmpty(); i--) {
            some.add(all.remove(random.nextInt(all.size())));
        }
        return some;
    }
}
