package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.Journal.Fate;
import io.likeness.server.durability.LibraryClient.Found;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills a server at random moments while several clients add, replace, import and delete, and compares what it knows afterwards with what it had
 * acknowledged. Choices follow from the seed, the timing does not. After each round the state is in {@code rounds.json}, so that another run on the
 * same folder goes on. For one thread.
 */
public final class KillRounds implements AutoCloseable {
    private static final int LANES = 4;
    private static final int LONGEST_LIFE_MILLIS = 1500;
    /** Above the most records the workers keep, so that one search answers all of them. */
    private static final int EVERYTHING = 1000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final PrintStream log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService pool = Executors.newFixedThreadPool(LANES + 1);
    private final List<Journal> journals = new ArrayList<>();
    private final AtomicLong numbers;
    private final long seed;
    private int round;
    private int starting;
    private int lives;

    /** What is kept between two runs; {@code whole} is false while a round is under way. */
    private record State(
            long seed, int round, int starting, int lives, long number, boolean whole, List<Journal.Kept> journals) {}

    private KillRounds(Path folder, PrintStream log, State state) {
        this.folder = folder;
        this.log = log;
        this.seed = state.seed();
        this.round = state.round();
        this.starting = state.starting();
        this.lives = state.lives();
        this.numbers = new AtomicLong(state.number());
        state.journals().forEach(kept -> journals.add(Journal.of(kept)));
    }

    /**
     * Goes on with what is in {@code folder}, or begins with {@code seed}.
     *
     * @throws IOException if the last run was itself killed within a round, so that nobody knows what was acknowledged
     */
    public static KillRounds open(Path folder, long seed, PrintStream log) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("rounds.json");
        State state = new State(seed, 0, 0, 0, 1, true, List.of());
        if (Files.exists(file)) {
            state = JSON.readValue(file.toFile(), State.class);
            if (!state.whole()) {
                throw new IOException("the last run ended within round " + state.round()
                        + "; what it was told is lost: remove " + folder + " and begin anew");
            }
        }
        KillRounds rounds = new KillRounds(folder, log, state);
        while (rounds.journals.size() <= LANES) {
            rounds.journals.add(new Journal());
        }
        return rounds;
    }

    /** Does rounds until there were {@code rounds} in all or {@code enough} says so. */
    public void run(int rounds, Callable<Boolean> enough) throws Exception {
        log.printf("seed %d, from round %d%n", seed, round);
        while (round < rounds && !enough.call()) {
            keep(false);
            Random random = new Random(seed * 1_000_003 + round);
            if (random.nextInt(5) == 0) {
                killWhileStarting(random);
            }
            try (ForkedServer server = start().awaitReady(http)) {
                lives++;
                verify(server, random, "seed " + seed + ", round " + round);
                workAndKill(server, random);
            }
            round++;
            keep(true);
            if (round % 10 == 0) {
                log.println(summary());
            }
        }
    }

    /** What was done so far, in one line. */
    public String summary() {
        return round + " rounds, " + starting + " further kills while starting, " + acknowledged()
                + " changes acknowledged, none lost, none made up; seed " + seed;
    }

    private void keep(boolean whole) throws IOException {
        List<Journal.Kept> kept = journals.stream().map(Journal::kept).toList();
        Path draft = folder.resolve("rounds.json.new");
        JSON.writeValue(draft.toFile(), new State(seed, round, starting, lives, numbers.get(), whole, kept));
        Files.move(
                draft,
                folder.resolve("rounds.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    ForkedServer start() throws IOException {
        return ForkedServer.start(
                folder.resolve("data"),
                folder.resolve("server.log"),
                "--root",
                Files.createDirectories(folder.resolve("pictures")).toString());
    }

    HttpClient http() {
        return http;
    }

    private void killWhileStarting(Random random) throws IOException, InterruptedException {
        try (ForkedServer server = start()) {
            Thread.sleep(random.nextInt(2 * LONGEST_LIFE_MILLIS));
            server.kill();
            starting++;
        }
    }

    private void workAndKill(ForkedServer server, Random random) throws InterruptedException, ExecutionException {
        AtomicBoolean killed = new AtomicBoolean();
        LibraryClient client = new LibraryClient(http, server.address());
        List<Future<?>> workers = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Random dice = new Random(random.nextLong());
            workers.add(pool.submit(new Worker(lane, journals.get(lane), client, dice, numbers, killed::get)));
        }
        if (random.nextInt(4) == 0) {
            Path pictures = folder.resolve("pictures/" + round);
            workers.add(pool.submit(new ImportWorker(journals.get(LANES), client, pictures, numbers, killed::get)));
        }
        // On a busy machine a cold server needs long for its first change; mostly some shall have been acknowledged.
        boolean early = random.nextInt(4) == 0;
        int before = acknowledged();
        for (int waited = 0; !early && acknowledged() == before && waited < 30_000; waited += 10) {
            Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        assertThat(server.isAlive())
                .as("server lives until it is killed: %s", server.output())
                .isTrue();
        killed.set(true);
        server.kill();
        for (Future<?> worker : workers) {
            worker.get();
        }
    }

    int acknowledged() {
        return journals.stream().mapToInt(Journal::acknowledged).sum();
    }

    /** Compares everything that a server knows with what was acknowledged, at the end of a run. */
    public void verify() throws IOException, InterruptedException {
        try (ForkedServer server = start().awaitReady(http)) {
            verify(server, new Random(seed), "seed " + seed + ", after round " + round);
        }
    }

    void verify(ForkedServer server, Random random, String when) throws IOException, InterruptedException {
        LibraryClient client = new LibraryClient(http, server.address());
        ImportWorker.awaitEnd(client);
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
                if (record != null && (touched.contains(number) || random.nextInt(20) == 0)) {
                    assertThat(client.read("/v1/images/" + record.id() + "/preview"))
                            .as("preview of record %d, %s", number, when)
                            .isNotEmpty();
                    verifyFound(client, number, fate.key(), when);
                }
            }
            journal.forgetGone();
        }
        assertThat(found).as("records that nobody made, %s", when).isEmpty();
    }

    private static Map<Long, Found> everything(LibraryClient client, String when)
            throws IOException, InterruptedException {
        List<Found> hits = client.search(Picture.png(0), EVERYTHING);
        assertThat(hits).as("too many records for one search").hasSizeLessThan(EVERYTHING);
        Map<Long, Found> byNumber = new HashMap<>();
        for (Found hit : hits) {
            // The number is the last name but one, of paths given and of files imported.
            String[] names = hit.filepath().split("/", -1);
            Found twice = byNumber.put(Long.parseLong(names[names.length - 2]), hit);
            assertThat(twice)
                    .as("the same picture under the same key as two records, %s", when)
                    .isNull();
        }
        return byNumber;
    }

    private static void verifyFound(LibraryClient client, long number, String key, String when)
            throws IOException, InterruptedException {
        Found nearest = client.search(Picture.png(number), 1).getFirst();
        assertThat(nearest.filepath())
                .as("nearest to picture %d, %s", number, when)
                .contains("/" + number + "/");
        assertThat(nearest.key()).isEqualTo(key);
        assertThat(nearest.score()).isBetween(0.999, 1.001);
    }

    /** Deletes every record that was acknowledged, key by key. */
    void deleteEverything(LibraryClient client) throws IOException, InterruptedException {
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

    @Override
    public void close() {
        pool.close();
        http.close();
    }
}
