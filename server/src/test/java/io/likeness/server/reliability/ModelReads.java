package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.server.reliability.ModelOracle.Ranked;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Operations that change nothing, each of whose answers is compared with the oracle's. For one thread. */
final class ModelReads {
    /** Scores are answered with six digits, of vectors of single precision. */
    private static final double NEAR = 1e-5;

    private final ApiClient api;
    private final ModelOracle oracle;
    private final ModelWorld world;

    ModelReads(ApiClient api, ModelOracle oracle, ModelWorld world) {
        this.api = api;
        this.oracle = oracle;
        this.world = world;
    }

    /** Searches by v1, with everything that a search can be told. */
    void search(Random random, String collection) throws IOException, InterruptedException {
        List<ImageRecord> all = new ArrayList<>(oracle.all(collection));
        Map<String, Object> body = new HashMap<>();
        List<Filter> parts = new ArrayList<>();
        double[] query;
        byte[] upload = null;
        if (random.nextInt(4) == 0 && !all.isEmpty()) {
            ImageRecord stored = all.get(random.nextInt(all.size()));
            query = ModelOracle.picture(stored).vector();
            body.put("id", Long.toString(stored.id()));
            if (random.nextBoolean()) {
                body.put("include_self", true);
            } else {
                parts.add(new Filter.Not(new Filter.IdIn(Set.of(stored.id()))));
            }
        } else {
            GridPicture picture = ModelWorld.picture(random);
            query = picture.vector();
            if (random.nextInt(3) == 0) {
                int column = random.nextInt(5);
                int row = random.nextInt(5);
                query = picture.quarter(column, row);
                body.put("region", Map.of("x", column / 8.0, "y", row / 8.0, "w", 0.5, "h", 0.5));
            }
            if (random.nextBoolean()) {
                upload = picture.bytes();
            } else {
                body.putAll(world.source(random, picture));
            }
        }
        if (random.nextInt(3) == 0) {
            ModelWorld.Meant meant = ModelWorld.filter(random, 0);
            body.put("filter", meant.json());
            parts.add(meant.filter());
        }
        if (random.nextInt(5) == 0 && !all.isEmpty()) {
            long left = all.get(random.nextInt(all.size())).id();
            body.put("exclude", List.of(Long.toString(left)));
            parts.add(new Filter.Not(new Filter.IdIn(Set.of(left))));
        }
        int limit = random.nextInt(10) == 0 ? 1000 : 1 + random.nextInt(20);
        int offset = limit < 1000 && random.nextInt(4) == 0 ? random.nextInt(10) : 0;
        body.put("limit", limit);
        body.put("offset", offset);
        List<Ranked> expected = oracle.search(collection, query, new Filter.And(parts));
        if (random.nextInt(4) == 0 && expected.size() > 1) {
            double least = between(expected, random.nextInt(expected.size() - 1));
            body.put("min_score", least);
            expected = expected.stream().filter(hit -> hit.score() >= least).toList();
        }
        List<Ranked> page = expected.stream().skip(offset).limit(limit).toList();
        String path = ModelChanges.at(collection, "/search");
        ApiClient.Answer answer =
                upload == null ? api.json("POST", path, body) : api.form("POST", path, fields(body), upload);
        compare(collection, query, page, answer.expect(200).get("hits"), body);
    }

    /** A score that is none of the hits', so that rounding cannot matter. */
    private static double between(List<Ranked> ranked, int after) {
        for (int i = after; i + 1 < ranked.size(); i++) {
            if (ranked.get(i).score() - ranked.get(i + 1).score() > 10 * NEAR) {
                return (ranked.get(i).score() + ranked.get(i + 1).score()) / 2;
            }
        }
        return -1;
    }

    private static Map<String, String> fields(Map<String, Object> body) {
        Map<String, String> fields = new HashMap<>();
        body.forEach((name, value) -> fields.put(
                name,
                value instanceof Map || value instanceof List
                        ? ApiClient.JSON.writeValueAsString(value)
                        : value.toString()));
        return fields;
    }

    private void compare(String collection, double[] query, List<Ranked> expected, JsonNode hits, Object asked) {
        assertThat(hits.size()).as("hits of %s", asked).isEqualTo(expected.size());
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            JsonNode hit = hits.get(i);
            ImageRecord record = ModelOracle.read(hit);
            ids.add(record.id());
            assertThat(oracle.get(collection, record.id()))
                    .as("hit %d of %s", i, asked)
                    .contains(record);
            double score = hit.get("score").asDouble();
            assertThat(score)
                    .as("score %d of %s", i, asked)
                    .isCloseTo(expected.get(i).score(), within(NEAR));
            assertThat(score)
                    .isCloseTo(
                            GridPicture.cosine(
                                    query, ModelOracle.picture(record).vector()),
                            within(NEAR));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    /** Searches by the earlier system's interface. */
    void searchOld(Random random) throws IOException, InterruptedException {
        GridPicture picture = ModelWorld.picture(random);
        String limit = Integer.toString(1 + random.nextInt(30));
        String base = "/api/image/sim/search/";
        ApiClient.Answer answer = switch (random.nextInt(4)) {
            case 0 -> api.form("POST", base + "file", Map.of("limit", limit), picture.bytes());
            case 1 -> api.json("POST", base + "url", Map.of("limit", limit, "url", world.url(picture)));
            case 2 -> api.json("POST", base + "path", Map.of("limit", limit, "path", world.file(picture)));
            default -> api.json("POST", base + "base64", Map.of("limit", limit, "base64", ModelWorld.base64(picture)));
        };
        JsonNode hits = answer.expect(200).get("data");
        List<Ranked> expected = oracle.search("default", picture.vector(), Filter.ALL).stream()
                .limit(Integer.parseInt(limit))
                .toList();
        assertThat(hits.size()).isEqualTo(expected.size());
        for (int i = 0; i < hits.size(); i++) {
            JsonNode hit = hits.get(i);
            ImageRecord record = oracle.get("default", hit.get("id").asLong()).orElseThrow();
            assertThat(hit.get("key").stringValue()).isEqualTo(record.key());
            assertThat(hit.get("filepath").stringValue())
                    .isEqualTo(record.attributes().imgPath());
            assertThat(hit.get("score").asDouble()).isCloseTo(expected.get(i).score(), within(NEAR));
        }
    }

    /** Walks over all pages of a list. */
    void walk(Random random, String collection) throws IOException, InterruptedException {
        boolean newest = random.nextBoolean();
        StringBuilder asked =
                new StringBuilder("?limit=" + (1 + random.nextInt(150)) + "&order=" + (newest ? "newest" : "oldest"));
        List<Filter> parts = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            parts.add(new Filter.KeyPrefix("架 "));
            asked.append("&key_prefix=").append(URLEncoder.encode("架 ", StandardCharsets.UTF_8));
        }
        if (random.nextInt(3) == 0) {
            parts.add(new Filter.TagIn("shade", Set.of("s1", "s2")));
            asked.append("&tag.shade=s1&tag.shade=s2");
        }
        Comparator<ImageRecord> order = Comparator.comparing(ImageRecord::added).thenComparingLong(ImageRecord::id);
        List<ImageRecord> expected = oracle.matching(collection, new Filter.And(parts)).stream()
                .sorted(newest ? order.reversed() : order)
                .toList();
        assertThat(walk(collection, asked.toString())).as("%s", asked).isEqualTo(expected);
    }

    private List<ImageRecord> walk(String collection, String asked) throws IOException, InterruptedException {
        List<ImageRecord> records = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = api.get(ModelChanges.at(collection, "/images" + asked + cursor))
                    .expect(200);
            page.get("images").forEach(image -> records.add(ModelOracle.read(image)));
            if (page.get("next").isNull()) {
                return records;
            }
            cursor = "&cursor=" + page.get("next").stringValue();
        }
    }

    /** Reads one picture, its preview, how alike it is to another, whether it is known as stored, and the counts. */
    void one(Random random, String collection) throws IOException, InterruptedException {
        List<ImageRecord> all = new ArrayList<>(oracle.all(collection));
        JsonNode counts = api.get("/v1/collections").expect(200).get("collections");
        assertThat(counts.size()).isEqualTo(oracle.collections().size());
        for (JsonNode count : counts) {
            assertThat(count.get("pictures").asInt())
                    .isEqualTo(oracle.all(count.get("name").stringValue()).size());
        }
        if (all.isEmpty()) {
            api.get(ModelChanges.at(collection, "/images/8999999999")).expectStatus(404);
            return;
        }
        ImageRecord record = all.get(random.nextInt(all.size()));
        String path = ModelChanges.at(collection, "/images/" + record.id());
        assertThat(ModelOracle.read(api.get(path).expect(200))).isEqualTo(record);
        ApiClient.Answer preview = api.get(path + "/preview");
        preview.expectStatus(200);
        assertThat(preview.body()).startsWith(0xff, 0xd8, 0xff);
        ImageRecord other = all.get(random.nextInt(all.size()));
        JsonNode compared = api.json(
                        "POST",
                        ModelChanges.at(collection, "/compare"),
                        Map.of("a", Map.of("id", "" + record.id()), "b", Map.of("id", "" + other.id())))
                .expect(200);
        assertThat(compared.get("cosine").asDouble())
                .isCloseTo(
                        GridPicture.cosine(
                                ModelOracle.picture(record).vector(),
                                ModelOracle.picture(other).vector()),
                        within(NEAR));
        if (random.nextInt(10) == 0) {
            JsonNode checked = api.form(
                            "POST",
                            ModelChanges.at(collection, "/check"),
                            Map.of(),
                            ModelOracle.picture(record).bytes())
                    .expect(200);
            assertThat(checked.get("found").booleanValue())
                    .as("%s is stored: %s", record, checked)
                    .isTrue();
        }
    }

    /** Compares everything: all records of all collections, and a part of the previews. */
    void everything(Random random) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        api.get("/v1/collections")
                .expect(200)
                .get("collections")
                .forEach(each -> names.add(each.get("name").stringValue()));
        assertThat(names).containsExactlyInAnyOrderElementsOf(oracle.collections());
        for (String collection : names) {
            assertThat(walk(collection, "?limit=1000&order=oldest"))
                    .containsExactlyInAnyOrderElementsOf(oracle.all(collection));
            for (ImageRecord record : oracle.all(collection)) {
                if (random.nextInt(10) == 0) {
                    api.get(ModelChanges.at(collection, "/images/" + record.id() + "/preview"))
                            .expectStatus(200);
                }
            }
        }
    }
}
