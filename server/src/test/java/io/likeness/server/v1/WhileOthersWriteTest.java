package io.likeness.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.Drawn;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What readers see of the real store while others write to it; {@code -Dlikeness.walk.seed} repeats a failure. */
class WhileOthersWriteTest {
    private static final long SEED = Long.getLong("likeness.walk.seed", System.nanoTime());
    private static final int REPLACEMENTS = 200;
    private static final int PICTURES = 40;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.startReal(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void search_whileAKeyIsReplaced_alwaysSeesTheOldOrTheNew() throws InterruptedException, ExecutionException {
        put(0);
        AtomicBoolean over = new AtomicBoolean();
        List<String> ids = new ArrayList<>();
        int searches = 0;
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reader = others.submit(() -> {
                int count = 0;
                while (!over.get()) {
                    checkSeen(TestServer.tree(search()).get("hits"));
                    count++;
                }
                return count;
            });
            for (int i = 1; i <= REPLACEMENTS && !reader.isDone(); i++) {
                ids.add(put(i));
            }
            over.set(true);
            searches = reader.get();
        }

        assertThat(searches).isGreaterThan(REPLACEMENTS / 2);
        assertThat(new HashSet<>(ids)).hasSize(REPLACEMENTS);
        assertThat(TestServer.tree(search()).get("hits")).hasSize(1);
        assertThat(TestServer.tree(search()).at("/hits/0/id").stringValue()).isEqualTo(ids.getLast());
    }

    private static HttpResponse<String> search() {
        return server.multipart(
                "/v1/search", Map.of("file", Drawn.jpeg("query"), "filter", "{\"key_prefix\": \"replaced\"}"));
    }

    private static void checkSeen(JsonNode hits) {
        assertThat(hits.size()).as(hits.toString()).isBetween(1, 2);
        int newest = hits.valueStream()
                .mapToInt(hit -> hit.at("/tags/version").asInt())
                .max()
                .orElseThrow();
        assertThat(hits.valueStream().map(hit -> hit.at("/tags/version").asInt()))
                .allMatch(version -> version == newest || version == newest - 1);
    }

    private static String put(int version) {
        HttpResponse<String> answer = server.send(
                "PUT",
                "/v1/images",
                "{\"key\": \"replaced\", \"tags\": {\"version\": " + version + "}, \"base64\": \""
                        + Base64.getEncoder().encodeToString(Drawn.jpeg("version " + version)) + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.tree(answer).get("id").stringValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "oldest"})
    void walk_whilePicturesComeAndGo_hasAllThatStayOnceAndInOrder(String order) {
        Random random = new Random(SEED);
        for (int round = 0; round < 5; round++) {
            String prefix = order + round + "/";
            List<String> there = new ArrayList<>();
            for (int i = 0; i < PICTURES; i++) {
                there.add(add(prefix + "before" + i));
            }
            Set<String> stayed = new TreeSet<>(there);
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = page(prefix, order, 1 + random.nextInt(7), cursor);
                page.get("images").forEach(image -> seen.add(image.get("id").stringValue()));
                cursor = page.get("next").asString("");
                String gone = there.get(random.nextInt(there.size()));
                if (random.nextBoolean()) {
                    assertThat(server.send("DELETE", "/v1/images/" + gone, "").statusCode())
                            .isIn(204, 404);
                    stayed.remove(gone);
                } else {
                    add(prefix + "meanwhile" + random.nextInt());
                }
            } while (!cursor.isEmpty());

            assertThat(seen).as("seed %s", SEED).doesNotHaveDuplicates().containsAll(stayed);
            assertThat(seen.stream().map(Long::valueOf).toList())
                    .as("seed %s", SEED)
                    .isSortedAccordingTo(
                            order.equals("oldest") ? Comparator.naturalOrder() : Comparator.reverseOrder());
        }
    }

    @Test
    void walkOfOldestFirst_whileManyAdd_missesNothing() throws InterruptedException, ExecutionException {
        List<Future<List<String>>> adders = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                String name = "many/" + i + "/";
                adders.add(others.submit(() -> {
                    List<String> added = new ArrayList<>();
                    for (int j = 0; j < PICTURES; j++) {
                        added.add(add(name + j));
                    }
                    return added;
                }));
            }
            // A walk goes on from the last picture seen, which needs a page that is full.
            String cursor = "";
            boolean last = false;
            while (!last) {
                last = adders.stream().allMatch(Future::isDone);
                for (JsonNode page = page("many/", "oldest", 3, cursor); ; page = page("many/", "oldest", 3, cursor)) {
                    String next = page.get("next").asString("");
                    if (next.isEmpty() && !last) {
                        break;
                    }
                    page.get("images").forEach(image -> seen.add(image.get("id").stringValue()));
                    cursor = next;
                    if (next.isEmpty()) {
                        break;
                    }
                }
            }
        }
        Set<String> added = new HashSet<>();
        for (Future<List<String>> adder : adders) {
            added.addAll(adder.get());
        }

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(new HashSet<>(seen)).isEqualTo(added);
    }

    private static JsonNode page(String prefix, String order, int limit, String cursor) {
        HttpResponse<String> answer = server.get("/v1/images?key_prefix=" + prefix + "&order=" + order + "&limit="
                + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.tree(answer);
    }

    private static String add(String key) {
        HttpResponse<String> answer = server.multipart("/v1/images", Map.of("file", Drawn.jpeg(key), "key", key));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.tree(answer).get("id").stringValue();
    }
}
