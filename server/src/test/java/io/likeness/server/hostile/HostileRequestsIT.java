package io.likeness.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.ForkedServer;
import io.likeness.server.hostile.HostileClient.Outcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends hostile requests to a server in a process of its own, beside honest ones. {@code -Dlikeness.hostile.requests} sets how many (300),
 * {@code -Dlikeness.hostile.seed} repeats a run's, {@code -Dlikeness.hostile.from} begins with that one.
 */
final class HostileRequestsIT {
    private static final int LANES = 4;
    private static final int HONEST = 2;

    /** Enough to take all memory for bodies, if the server believed what they announce. */
    private static final int SLOW = 8;

    /** The heap of 512 MiB, the pixels of likeness.pixel-budget, and what the process needs besides. */
    private static final long MOST_KIBIBYTES = 2L << 20;

    private final int requests = Integer.getInteger("likeness.hostile.requests", 300);
    private final long seed = Long.getLong("likeness.hostile.seed", 20_261_201);
    private final long from = Long.getLong("likeness.hostile.from", 0);
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong(from);
    private final AtomicLong longestMillis = new AtomicLong();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void hostileRequests_besideHonestOnes_areRefusedAndHarmNobody() throws Exception {
        Path root = openFolder();
        AtomicBoolean ended = new AtomicBoolean();
        try (HostileHost host = HostileHost.start();
                ForkedServer server = ForkedServer.start(
                                folder.resolve("data"),
                                folder.resolve("server.log"),
                                Map.of("LIKENESS_FETCH_ALLOW", host.address()),
                                "--root",
                                root.toString())
                        .awaitReady(HttpClient.newHttpClient());
                ResidentMemory memory = ResidentMemory.of(server.handle());
                ExecutorService pool = Executors.newCachedThreadPool()) {
            List<Future<HonestClient>> honest = new ArrayList<>();
            for (int i = 0; i < HONEST; i++) {
                HonestClient client = new HonestClient(server.address(), "honest-" + i, seed + i, ended::get);
                client.begin();
                honest.add(pool.submit(client));
            }
            try {
                attack(server, new Generator(seed, root.toString(), host), pool);
            } finally {
                ended.set(true);
            }
            List<HonestClient> served = new ArrayList<>();
            for (Future<HonestClient> client : honest) {
                served.add(client.get());
            }
            report(memory, served);
            assertThat(complaints).as("seed %d", seed).isEmpty();
            assertThat(server.isAlive())
                    .as("the server lives: %s", server.output())
                    .isTrue();
            assertThat(server.output()).doesNotContain("Unexpected failure", "OutOfMemoryError");
            assertThat(memory.most()).as("kibibytes in memory").isBetween(1L, MOST_KIBIBYTES);
        }
    }

    private void attack(ForkedServer server, Generator generator, ExecutorService pool) throws Exception {
        HostileClient client = new HostileClient(server.address().getPort());
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(pool.submit(() -> {
                for (long number = next.getAndIncrement();
                        number < from + requests && server.isAlive();
                        number = next.getAndIncrement()) {
                    send(client, generator.request(number), number);
                }
                return null;
            }));
        }
        for (int i = 0; i < SLOW; i++) {
            Hostile slow = SlowUploads.drip(i % 2 == 0);
            long number = -1L - i;
            lanes.add(pool.submit(() -> {
                send(client, slow, number);
                return null;
            }));
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
    }

    private void send(HostileClient client, Hostile request, long number) throws IOException {
        Outcome outcome = client.send(request);
        statuses.computeIfAbsent(outcome.status(), _ -> new AtomicLong()).incrementAndGet();
        longestMillis.accumulateAndGet(outcome.took().toMillis(), Math::max);
        outcome.complaint().ifPresent(wrong -> complaints.add("\n" + number + ", " + request.name() + ": " + wrong));
    }

    private void report(ResidentMemory memory, List<HonestClient> served) {
        System.out.println("likeness.hostile.seed=" + seed + " likeness.hostile.from=" + from
                + " likeness.hostile.requests=" + requests + ": by status " + new TreeMap<>(statuses)
                + " (0: hung up on), the longest took " + longestMillis + " ms, " + complaints.size() + " went wrong; "
                + served.stream().mapToInt(HonestClient::requests).sum()
                + " honest requests were answered right, the longest in "
                + served.stream().mapToLong(HonestClient::longestMillis).max().orElse(0) + " ms; "
                + memory.most() / 1024 + " MiB in memory at most");
    }

    /** What {@link HostileSources#path} tries. */
    private Path openFolder() throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("open"));
        Path secret = Files.write(folder.resolve("secret.png"), Encodings.encode("png", 20, 20, new Random(1)));
        Files.createDirectories(root.resolve("a"));
        Files.copy(secret, root.resolve("a.png"));
        Files.writeString(root.resolve("a.txt"), "no picture");
        Files.createSymbolicLink(root.resolve("link-out.png"), secret);
        Files.createSymbolicLink(root.resolve("folder-out"), folder);
        Files.createSymbolicLink(root.resolve("zero.png"), Path.of("/dev/zero"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
        return root;
    }
}
