package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.testkit.servers.MilvusServer;
import io.likeness.index.testkit.servers.S3Server;
import io.likeness.server.durability.SharedServers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three servers on one Milvus and one bucket: what goes in through one is there through all, also when servers are killed. */
@Tag("milvus")
final class ManyServersMilvusIT {
    private static final int SERVERS = 3;
    private static final int CLIENTS = 4;
    private static final int KILLS = 4;
    private static final int IMPORTED = 120;
    private static final Duration IN_TIME = Duration.ofMinutes(3);
    private static final long SEED = Long.getLong("likeness.kill.seed", System.nanoTime());

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static MilvusServer milvus;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static S3Server bucket;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private static SharedServers servers;

    @BeforeAll
    static void start() throws Exception {
        milvus = MilvusServer.shared();
        bucket = S3Server.start(folder.resolve("s3.log"));
        servers = new SharedServers(
                folder, milvus, bucket, "many" + Long.toHexString(System.nanoTime()), Duration.ofSeconds(40));
        for (int i = 0; i < SERVERS; i++) {
            servers.start();
        }
        servers.awaitReady();
    }

    @AfterAll
    static void stop() {
        servers.close();
        bucket.close();
    }

    @Test
    void add_throughOne_isFoundShownAndDeletedThroughOthers() throws Exception {
        Answer added = servers.add(0, "round/'\"\\%_ 图", 1);
        assertThat(added.status()).isEqualTo(201);
        String id = added.body().get("id").asString();

        Answer found = servers.post(1, "/v1/search", Map.of("base64", SharedServers.base64(1), "limit", 1));
        assertThat(found.body().get("hits").get(0).get("id").asString()).isEqualTo(id);
        Answer listed = servers.get(1, "/v1/images?key_prefix=round/");
        assertThat(listed.body().get("images").size()).isEqualTo(1);
        Answer preview = servers.get(2, "/v1/images/" + id + "/preview");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.bytes()).startsWith((byte) 0xFF, (byte) 0xD8).endsWith((byte) 0xFF, (byte) 0xD9);
        assertThat(servers.delete(2, "/v1/images/" + id).status()).isEqualTo(204);

        for (int server = 0; server < SERVERS; server++) {
            assertThat(servers.get(server, "/v1/images/" + id).status()).isEqualTo(404);
            assertThat(servers.get(server, "/v1/images/" + id + "/preview").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void add_samePictureThroughAllAtOnce_isOneRecordWithOneId() throws Exception {
        for (int round = 0; round < 5; round++) {
            long number = 100L + round;
            Set<String> ids = new HashSet<>();
            try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Answer>> answers = new ArrayList<>();
                for (int i = 0; i < 2 * SERVERS; i++) {
                    int server = i % SERVERS;
                    answers.add(pool.submit(() -> servers.add(server, "same", number)));
                }
                for (Future<Answer> answer : answers) {
                    assertThat(answer.get().status()).isIn(200, 201);
                    ids.add(answer.get().body().get("id").asString());
                }
            }
            assertThat(ids).hasSize(1);
            String id = ids.iterator().next();
            Answer listed = servers.get(round % SERVERS, "/v1/images?key_prefix=same");
            assertThat(listed.body().get("images").size()).isEqualTo(1);
            assertThat(servers.get(0, "/v1/images/" + id + "/preview").status()).isEqualTo(200);
            assertThat(servers.delete(1, "/v1/images/" + id).status()).isEqualTo(204);
        }
    }

    @Test
    void collection_madeThroughOne_isThereThroughOthers() throws Exception {
        assertThat(servers.put(0, "/v1/collections/my-pics").status()).isEqualTo(201);
        assertThat(servers.put(1, "/v1/collections/my-pics").status()).isEqualTo(200);
        Answer added = servers.post(
                1, "/v1/collections/my-pics/images", Map.of("key", "k", "base64", SharedServers.base64(7)));
        assertThat(added.status()).isEqualTo(201);

        assertThat(servers.get(2, "/v1/collections/my-pics/images")
                        .body()
                        .get("images")
                        .size())
                .isEqualTo(1);
        assertThat(servers.get(2, "/v1/images?key_prefix=k")
                        .body()
                        .get("images")
                        .size())
                .isZero();
        assertThat(servers.delete(2, "/v1/collections/my-pics").status()).isEqualTo(204);

        for (int server = 0; server < SERVERS; server++) {
            assertThat(servers.get(server, "/v1/collections/my-pics/images").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void import_serverKilledInTheMiddle_goesOnWhereItWasAndIsSeenByAll() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < IMPORTED; i++) {
            Files.write(pictures.resolve("p" + i + ".png"), Picture.png(5000L + i));
        }
        Answer begun = servers.post(0, "/v1/imports", Map.of("path", pictures.toString(), "key_from", "relative-path"));
        assertThat(begun.status()).isEqualTo(201);
        String path = "/v1/imports/" + begun.body().get("id").asString();
        long until = System.nanoTime() + IN_TIME.toNanos();
        while (servers.get(0, path).body().get("finished").asInt() < IMPORTED / 10) {
            assertThat(System.nanoTime()).as("a part in time").isLessThan(until);
            Thread.sleep(5);
        }
        servers.kill(0);
        assertThat(servers.get(1, path).status()).isEqualTo(404);
        servers.startAgain(0);
        servers.awaitReady(0);

        JsonNode progress = servers.get(0, path).body();
        while (progress.get("state").stringValue().equals("running")) {
            assertThat(System.nanoTime()).as("%s in time", progress).isLessThan(until);
            Thread.sleep(100);
            progress = servers.get(0, path).body();
        }
        assertThat(progress.get("state").stringValue()).as("%s", progress).isEqualTo("done");
        assertThat(progress.get("added").asInt() + progress.get("known").asInt())
                .as("%s", progress)
                .isEqualTo(IMPORTED);
        for (int server = 0; server < SERVERS; server++) {
            assertThat(servers.get(server, "/v1/images?limit=1000&key_prefix=p")
                            .body()
                            .get("images")
                            .size())
                    .isEqualTo(IMPORTED);
        }
    }

    @Test
    void kill_anyServerUnderLoad_losesNothingAcknowledged() throws Exception {
        System.out.println("likeness.kill.seed=" + SEED);
        Random random = new Random(SEED);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger(1000);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(pool.submit(() -> {
                    addUntil(done, numbers, acknowledged);
                    return true;
                }));
            }
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    Thread.sleep(1000 + random.nextInt(2000));
                    int victim = random.nextInt(SERVERS);
                    servers.kill(victim);
                    Thread.sleep(random.nextInt(1000));
                    servers.startAgain(victim);
                    servers.awaitReady(victim);
                }
            } finally {
                done.set(true);
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        System.out.println(acknowledged.size() + " pictures were acknowledged while servers were killed");
        assertThat(acknowledged).as("else nothing was tried").hasSizeGreaterThan(KILLS);
        for (int server = 0; server < SERVERS; server++) {
            assertThat(stored(server)).containsAllEntriesOf(acknowledged);
        }
        List<String> previews = acknowledged.values().stream()
                .map(id -> "/v1/images/" + id + "/preview")
                .toList();
        assertThat(servers.getAll(previews))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    private static void addUntil(AtomicBoolean done, AtomicInteger numbers, Map<String, String> acknowledged)
            throws InterruptedException {
        while (!done.get()) {
            int number = numbers.incrementAndGet();
            String key = "kill/" + number;
            try {
                // Round and round, as a balancer would.
                Answer answer = servers.add(number % SERVERS, key, number);
                if (answer.status() == 201 || answer.status() == 200) {
                    acknowledged.put(key, answer.body().get("id").asString());
                }
            } catch (IOException killed) {
                // Not acknowledged; may be there or not.
                Thread.sleep(20);
            }
        }
    }

    /** Ids by key, walked by pages. */
    private static Map<String, String> stored(int server) throws Exception {
        Map<String, String> all = new ConcurrentHashMap<>();
        String next = "";
        do {
            JsonNode page = servers.get(server, "/v1/images?limit=100&key_prefix=kill/" + next)
                    .body();
            page.get("images")
                    .forEach(image ->
                            all.put(image.get("key").asString(), image.get("id").asString()));
            next = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!next.isEmpty());
        return all;
    }
}
