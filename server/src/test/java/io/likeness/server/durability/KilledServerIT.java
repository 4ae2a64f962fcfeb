package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.EncodedImage;
import io.likeness.server.durability.Journal.Fate;
import io.likeness.server.durability.LibraryClient.Found;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments while several clients add and delete, and compares what it knows afterwards with what it had acknowledged.
 * {@code -Dlikeness.kill.rounds} sets how often (20), {@code -Dlikeness.kill.seed} repeats a run's choices, though not its
 * timing.
 */
final class KilledServerIT {
    private static final int LANES = 4;
    private static final int LONGEST_LIFE_MILLIS = 1500;
    /** Above the most records the workers keep, so that one search answers all of them. */
    private static final int EVERYTHING = 1000;

    private final int rounds = Integer.getInteger("likeness.kill.rounds", 20);
    private final long seed = Long.getLong("likeness.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicLong numbers = new AtomicLong(1);
    private final List<Journal> journals = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void killed_atRandomMoments_keepsWhatWasAcknowledged() throws Exception {
        System.out.println("likeness.kill.seed=" + seed + " likeness.kill.rounds=" + rounds);
        for (int lane = 0; lane < LANES; lane++) {
            journals.add(new Journal());
        }
        int acknowledged = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(LANES)) {
            for (int round = 0; round < rounds; round++) {
                if (random.nextInt(5) == 0) {
                    killWhileStarting();
                }
                try (ForkedServer server = start().awaitReady(http)) {
                    verify(server, "seed " + seed + ", round " + round);
                    acknowledged += workAndKill(server, pool);
                }
            }
        }
        try (ForkedServer server = start().awaitReady(http)) {
            verify(server, "seed " + seed + ", after the last round");
            deleteEverything(new LibraryClient(http, server.address()));
            server.kill();
        }
        try (ForkedServer server = start().awaitReady(http)) {
            verify(server, "seed " + seed + ", after everything was deleted");
        }
        System.out.println(acknowledged + " changes were acknowledged in " + rounds + " rounds");
        assertThat(acknowledged)
                .as("changes acknowledged, else nothing was tried")
                .isGreaterThan(rounds);
    }

    private ForkedServer start() throws IOException {
        return ForkedServer.start(folder.resolve("data"), folder.resolve("server.log"));
    }

    private void killWhileStarting() throws IOException, InterruptedException {
        try (ForkedServer server = start()) {
            Thread.sleep(random.nextInt(2 * LONGEST_LIFE_MILLIS));
            server.kill();
        }
    }

    private int workAndKill(ForkedServer server, ExecutorService pool) throws InterruptedException, ExecutionException {
        AtomicBoolean killed = new AtomicBoolean();
        LibraryClient client = new LibraryClient(http, server.address());
        List<Future<Integer>> workers = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Random dice = new Random(random.nextLong());
            workers.add(pool.submit(new Worker(lane, journals.get(lane), client, dice, numbers, killed::get)));
        }
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        assertThat(server.isAlive())
                .as("server lives until it is killed: %s", server.output())
                .isTrue();
        killed.set(true);
        server.kill();
        int acknowledged = 0;
        for (Future<Integer> worker : workers) {
            acknowledged += worker.get();
        }
        return acknowledged;
    }

    private void verify(ForkedServer server, String when) throws IOException, InterruptedException {
        LibraryClient client = new LibraryClient(http, server.address());
        Map<Long, Found> found = everything(client, when);
        for (Journal journal : journals) {
            Set<Long> touched = journal.takeTouched();
            for (Map.Entry<Long, Fate> entry : journal.fates().entrySet()) {
                long number = entry.getKey();
                Found record = found.remove(number);
                Fate fate = entry.getValue();
                String path = record == null ? Journal.ABSENT : record.filepath();
                assertThat(fate.paths())
                        .as("imgPath of record %d (empty: not there) among the possible ones, %s", number, when)
                        .contains(path);
                journal.settle(number, path);
                if (touched.contains(number) || random.nextInt(20) == 0) {
                    verifyPreview(number, fate, path, when);
                    if (record != null) {
                        verifyFound(client, number, fate.key(), when);
                    }
                }
            }
        }
        assertThat(found).as("records that nobody made, %s", when).isEmpty();
    }

    private Map<Long, Found> everything(LibraryClient client, String when) throws IOException, InterruptedException {
        List<Found> hits = client.search(Picture.png(0), EVERYTHING);
        assertThat(hits).as("too many records for one search").hasSizeLessThan(EVERYTHING);
        Map<Long, Found> byNumber = new HashMap<>();
        for (Found hit : hits) {
            Found twice = byNumber.put(Long.parseLong(hit.filepath().split("/", -1)[1]), hit);
            assertThat(twice)
                    .as("the same picture under the same key as two records, %s", when)
                    .isNull();
        }
        return byNumber;
    }

    private void verifyPreview(long number, Fate fate, String path, String when) {
        Path preview = preview(number);
        if (!path.equals(Journal.ABSENT)) {
            assertThat(preview).as("preview of record %d, %s", number, when).isNotEmptyFile();
        } else if (fate.paths().equals(Set.of(Journal.ABSENT))) {
            assertThat(preview)
                    .as("preview of deleted record %d, %s", number, when)
                    .doesNotExist();
        }
    }

    private static void verifyFound(LibraryClient client, long number, String key, String when)
            throws IOException, InterruptedException {
        Found nearest = client.search(Picture.png(number), 1).getFirst();
        assertThat(nearest.filepath())
                .as("nearest to picture %d, %s", number, when)
                .startsWith("/" + number + "/");
        assertThat(nearest.key()).isEqualTo(key);
        assertThat(nearest.score()).isBetween(0.999, 1.001);
    }

    private void deleteEverything(LibraryClient client) throws IOException, InterruptedException {
        for (Journal journal : journals) {
            for (long number : journal.there()) {
                String key = journal.fate(number).key();
                List<Long> going = journal.of(key);
                if (!going.isEmpty()) {
                    assertThat(client.deleteKey(key))
                            .as("deleted of key %s", key)
                            .isEqualTo(going.size());
                    going.forEach(gone -> journal.acknowledge(gone, Journal.ABSENT));
                }
            }
        }
    }

    private Path preview(long number) {
        String name = EncodedImage.of(Picture.png(number)).digest().sha256();
        return folder.resolve("data/previews").resolve(name.substring(0, 2)).resolve(name + ".jpg");
    }
}
