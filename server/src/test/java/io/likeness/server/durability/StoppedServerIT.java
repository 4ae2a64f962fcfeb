package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.Journal.Fate;
import io.likeness.server.durability.LibraryClient.Found;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's SIGTERM does to a server that is at work, and what a second server on the same data is told. */
final class StoppedServerIT {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void terminated_uploadThatGoesOn_isFinishedAndKept() throws Exception {
        byte[] picture = Picture.png(1);
        try (ForkedServer server = start("first").awaitReady(http);
                SlowUpload upload = SlowUpload.begin(server.address(), "late", picture)) {
            server.terminate();
            Thread.sleep(1000);
            upload.sendRest();
            assertThat(upload.answer()).contains("\"code\":200");
            server.awaitExit(STOP_WITHIN);
        }
        try (ForkedServer server = start("second").awaitReady(http)) {
            List<Found> found = new LibraryClient(http, server.address()).search(picture, 10);
            assertThat(found).extracting(Found::key).containsExactly("late");
        }
    }

    @Test
    void terminated_uploadThatNeverEnds_isToldSoAndTheServerEndsInTime() throws Exception {
        try (ForkedServer server = start("only").awaitReady(http);
                SlowUpload upload = SlowUpload.begin(server.address(), "never", Picture.png(1))) {
            long start = System.nanoTime();
            server.terminate();
            String answer = upload.answer();
            Duration untilAnswer = Duration.ofNanos(System.nanoTime() - start);
            server.awaitExit(STOP_WITHIN.multipliedBy(3));
            Duration untilExit = Duration.ofNanos(System.nanoTime() - start);
            assertThat(answer).contains("\"code\":500").contains("stopping");
            assertThat(untilExit)
                    .as("end of the process, which answered after %s", untilAnswer)
                    .isLessThan(STOP_WITHIN);
            assertThat(untilAnswer).isGreaterThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void terminated_whileClientsWork_keepsWhatWasAcknowledged() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Journal> journals = new ArrayList<>();
        try (ForkedServer server = start("first").awaitReady(http)) {
            workAndTerminate(server, journals, random);
            server.awaitExit(STOP_WITHIN);
        }
        try (ForkedServer server = start("second").awaitReady(http)) {
            Map<String, String> found = new HashMap<>();
            for (Found hit : new LibraryClient(http, server.address()).search(Picture.png(0), 1000)) {
                found.put(hit.filepath().split("/", -1)[1], hit.filepath());
            }
            for (Journal journal : journals) {
                for (Map.Entry<Long, Fate> entry : journal.fates().entrySet()) {
                    String path = found.getOrDefault(Long.toString(entry.getKey()), Journal.ABSENT);
                    assertThat(entry.getValue().paths())
                            .as("record %s, seed %d", entry.getKey(), seed)
                            .contains(path);
                }
            }
        }
    }

    @Test
    void serve_dataOfARunningServer_isRefusedInPlainWords() throws Exception {
        try (ForkedServer server = start("first").awaitReady(http)) {
            try (ForkedServer second = start("second")) {
                assertThat(second.awaitExit(Duration.ofSeconds(60))).isNotZero();
                assertThat(second.output())
                        .contains(folder.resolve("data").toString())
                        .doesNotContain("\tat ");
            }
            LibraryClient client = new LibraryClient(http, server.address());
            client.add("still", "/1/0", Picture.png(1));
            assertThat(client.search(Picture.png(1), 10)).extracting(Found::key).containsExactly("still");
        }
    }

    private ForkedServer start(String name) throws IOException {
        return ForkedServer.start(folder.resolve("data"), folder.resolve(name + ".log"));
    }

    private void workAndTerminate(ForkedServer server, List<Journal> journals, Random random)
            throws InterruptedException, ExecutionException {
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicLong numbers = new AtomicLong(1);
        LibraryClient client = new LibraryClient(http, server.address());
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int lane = 0; lane < 4; lane++) {
                journals.add(new Journal());
                Random dice = new Random(random.nextLong());
                workers.add(pool.submit(new Worker(lane, journals.get(lane), client, dice, numbers, stopped::get)));
            }
            Thread.sleep(1500);
            stopped.set(true);
            server.terminate();
            int acknowledged = 0;
            for (Future<Integer> worker : workers) {
                acknowledged += worker.get();
            }
            assertThat(acknowledged)
                    .as("changes acknowledged, else nothing was tried")
                    .isPositive();
        }
    }
}
