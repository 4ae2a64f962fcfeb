package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.testkit.servers.MilvusServer;
import io.likeness.index.testkit.servers.S3Server;
import io.likeness.server.durability.SharedServers.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Milvus that is away at the start, comes, is killed under load and comes back. */
@Tag("milvus")
final class MilvusAwayMilvusIT {
    private static final int CLIENTS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration HEALS_WITHIN = Duration.ofMinutes(3);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    private final Map<String, String> added = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void milvus_awayAndBack_losesNothingAcknowledged() throws Exception {
        try (MilvusServer milvus = MilvusServer.start(folder.resolve("milvus"));
                S3Server bucket = S3Server.start(folder.resolve("s3.log"));
                SharedServers servers = new SharedServers(folder, milvus, bucket, "away", TIMEOUT)) {
            milvus.kill();
            servers.start();
            awaitStatus(servers, "/actuator/health/liveness", 200);
            assertUnavailable(servers);

            milvus.start();
            awaitStatus(servers, "/actuator/health/readiness", 200);
            workWhileMilvusIsKilled(servers, milvus);
            awaitStatus(servers, "/actuator/health/readiness", 200);

            verify(servers);
        }
    }

    private static void assertUnavailable(SharedServers servers) throws Exception {
        assertThat(servers.get(0, "/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(servers.get(0, "/actuator/health/liveness").status()).isEqualTo(200);
        long begin = System.nanoTime();
        Answer answer = servers.get(0, "/v1/images");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().get("detail").asString()).contains("Milvus", "MILVUS_HOST");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.plusSeconds(5));
        assertThat(servers.add(0, "a", 1).status()).isEqualTo(503);
    }

    private void workWhileMilvusIsKilled(SharedServers servers, MilvusServer milvus) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(pool.submit(() -> {
                    workUntil(done, servers);
                    return true;
                }));
            }
            try {
                awaitAdded(20);
                milvus.kill();
                awaitRefused();
                assertThat(servers.get(0, "/actuator/health/liveness").status()).isEqualTo(200);
                milvus.start();
                awaitAdded(added.size() + 10);
            } finally {
                done.set(true);
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        System.out.println(added.size() + " additions and " + deleted.size()
                + " deletions were acknowledged around a kill of Milvus, " + refused + " calls refused");
    }

    private void workUntil(AtomicBoolean done, SharedServers servers) throws InterruptedException {
        while (!done.get()) {
            int number = numbers.incrementAndGet();
            String key = "away/" + number;
            try {
                Answer answer = servers.add(0, key, number);
                if (answer.status() != 201) {
                    assertThat(answer.status()).isIn(429, 503);
                    refused.incrementAndGet();
                    Thread.sleep(100);
                    continue;
                }
                String id = answer.body().get("id").asString();
                if (number % 4 == 0) {
                    if (servers.delete(0, "/v1/images/" + id).status() == 204) {
                        deleted.add(id);
                    }
                    // Not acknowledged: it may be there or not, and nothing is said of it.
                } else {
                    added.put(key, id);
                }
            } catch (IOException e) {
                throw new AssertionError("the server itself must go on", e);
            }
        }
    }

    private void awaitAdded(int count) throws InterruptedException {
        long end = System.nanoTime() + HEALS_WITHIN.toNanos();
        while (added.size() < count) {
            assertThat(System.nanoTime())
                    .as("%s of %s additions", added.size(), count)
                    .isLessThan(end);
            Thread.sleep(50);
        }
    }

    private void awaitRefused() throws InterruptedException {
        long end = System.nanoTime() + HEALS_WITHIN.toNanos();
        while (refused.get() == 0) {
            assertThat(System.nanoTime()).as("a refused call").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static void awaitStatus(SharedServers servers, String path, int status) throws Exception {
        long end = System.nanoTime() + HEALS_WITHIN.toNanos();
        int seen = 0;
        while (seen != status) {
            assertThat(System.nanoTime())
                    .as("%s is %s: %s", path, seen, servers.server(0).output())
                    .isLessThan(end);
            Thread.sleep(200);
            try {
                seen = servers.get(0, path).status();
            } catch (IOException notListening) {
                seen = 0;
            }
        }
    }

    private void verify(SharedServers servers) throws Exception {
        List<Answer> found = servers.getAll(
                added.values().stream().map(id -> "/v1/images/" + id).toList());
        assertThat(found.stream()
                        .map(answer -> answer.status() + " "
                                + answer.body().path("key").asString()))
                .containsExactlyElementsOf(
                        added.keySet().stream().map(key -> "200 " + key).toList());
        assertThat(servers.getAll(deleted.stream().map(id -> "/v1/images/" + id).toList()))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }
}
