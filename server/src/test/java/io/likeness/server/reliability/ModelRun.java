package io.likeness.server.reliability;

import io.likeness.server.durability.ForkedServer;
import io.likeness.server.testing.GridModel;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does random things to a server and to an oracle in memory, and compares every answer: adds from every source, replacements, patches, deletions,
 * searches, walks, collections, imports and checks, in both interfaces, with restarts and kills in between. Each operation follows from the seed and
 * its number, what was under way at a kill may have come to pass or not. After a run the state is in {@code model.json}; another run on the same
 * folder goes on. For one thread.
 */
final class ModelRun implements AutoCloseable {
    private static final List<String> OTHERS = List.of("second", "third");
    private static final Duration STOPS_WITHIN = Duration.ofMinutes(2);

    private final Path folder;
    private final PrintStream log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ModelOracle oracle = new ModelOracle();
    private final TreeSet<Long> given = new TreeSet<>();
    private final Map<String, Integer> counts;
    private final ModelWorld world;
    private final Path model;
    private final long seed;
    private final int restartEvery;
    private long operation;

    /** What is kept between two runs; {@code whole} is false while one is under way. */
    private record State(
            long seed,
            long operation,
            int restartEvery,
            boolean whole,
            List<String> collections,
            List<ModelOracle.Kept> records,
            List<Long> given,
            Map<String, Integer> counts) {}

    private ModelRun(Path folder, State state, PrintStream log) throws IOException {
        this.folder = folder;
        this.log = log;
        this.seed = state.seed();
        this.restartEvery = state.restartEvery();
        this.operation = state.operation();
        this.counts = new TreeMap<>(state.counts());
        oracle.restore(state.collections(), state.records());
        given.addAll(state.given());
        world = new ModelWorld(folder.resolve("pictures"));
        model = GridModel.write(folder.resolve("grid"), 4, "");
    }

    /**
     * Goes on with what is in {@code folder}, or begins.
     *
     * @param restartEvery about how many operations lie between two restarts, half of which are kills
     * @throws IOException if the last run was itself killed, so that the oracle is lost
     */
    static ModelRun open(Path folder, long seed, int restartEvery, PrintStream log) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("model.json");
        State state = new State(seed, 0, restartEvery, true, List.of(), List.of(), List.of(), Map.of());
        if (Files.exists(file)) {
            state = ApiClient.JSON.readValue(file.toFile(), State.class);
            if (!state.whole()) {
                throw new IOException("the last run ended in the middle, after operation " + state.operation()
                        + "; its oracle is lost: remove " + folder + " and begin anew");
            }
        }
        return new ModelRun(folder, state, log);
    }

    /** Does operations until there were {@code operations} in all or {@code enough} says so, then compares everything. */
    void run(long operations, BooleanSupplier enough) throws IOException, InterruptedException {
        log.printf("seed %d, from operation %d%n", seed, operation);
        keep(false);
        ModelKill killed = null;
        while (killed != null || (operation < operations && !enough.getAsBoolean())) {
            try (ForkedServer server = start()) {
                killed = live(server, killed, operations, enough);
            }
            log.println(summary());
        }
        keep(true);
    }

    /** One life of the server; answers what was under way when it was killed, or null where it was stopped. */
    private @Nullable ModelKill live(
            ForkedServer server, @Nullable ModelKill killed, long operations, BooleanSupplier enough)
            throws IOException, InterruptedException {
        ApiClient api = new ApiClient(http, server.address());
        ModelChanges changes = new ModelChanges(api, oracle, world, given);
        ModelReads reads = new ModelReads(api, oracle, world);
        try {
            if (killed != null) {
                killed.settle(api, changes);
            }
            reads.everything(new Random(operation));
            while (operation < operations && !enough.getAsBoolean()) {
                Random random = new Random(seed * 1_000_003 + ++operation);
                int dice = random.nextInt(2 * restartEvery);
                if (dice == 0) {
                    count("restarts");
                    break;
                }
                if (dice == 1) {
                    count("kills");
                    ModelKill kill = new ModelKill(oracle, random, folder.resolve("pictures/killed-" + operation));
                    kill.strike(api, server);
                    return kill;
                }
                step(random, api, changes, reads);
            }
            reads.everything(new Random(operation));
            server.terminate();
            server.awaitExit(STOPS_WITHIN);
            return null;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ", operation " + operation + ": " + e.getMessage() + "\n" + server.output(), e);
        }
    }

    private void step(Random random, ApiClient api, ModelChanges changes, ModelReads reads)
            throws IOException, InterruptedException {
        List<String> names = oracle.collections();
        String collection = random.nextInt(4) > 0 ? "default" : names.get(random.nextInt(names.size()));
        int dice = random.nextInt(1000);
        if (dice < 210) {
            count("adds");
            changes.add(random, collection, false);
        } else if (dice < 270) {
            count("adds by the old interface");
            changes.addOld(random);
        } else if (dice < 320) {
            count("replacements");
            changes.add(random, collection, true);
        } else if (dice < 400) {
            count("patches");
            changes.patch(random, collection);
        } else if (dice < 560) {
            count("deletions");
            changes.delete(random, collection);
        } else if (dice < 770) {
            count("searches");
            reads.search(random, collection);
        } else if (dice < 830) {
            count("searches by the old interface");
            reads.searchOld(random);
        } else if (dice < 890) {
            count("walks");
            reads.walk(random, collection);
        } else if (dice < 985) {
            count("reads of one");
            reads.one(random, collection);
        } else if (dice < 995) {
            count("changes of collections");
            collections(random, api);
        } else {
            count("imports");
            changes.importFolder(random, collection, folder.resolve("pictures/" + operation));
        }
    }

    private void collections(Random random, ApiClient api) throws IOException, InterruptedException {
        String name = OTHERS.get(random.nextInt(OTHERS.size()));
        String path = "/v1/collections/" + name;
        if (oracle.collections().contains(name) && random.nextInt(3) == 0) {
            api.delete(path).expectStatus(204);
            oracle.drop(name);
        } else {
            boolean created = oracle.create(name);
            api.json("PUT", path, Map.of()).expectStatus(created ? 201 : 200);
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** What was done so far, in one line. */
    String summary() {
        return operation + " operations, no difference to the oracle; seed " + seed + "; " + counts + "; "
                + oracle.all("default").size() + " pictures now";
    }

    private ForkedServer start() throws IOException, InterruptedException {
        return ForkedServer.start(
                        folder.resolve("data"),
                        folder.resolve("server.log"),
                        Map.of("LIKENESS_FETCH_ALLOW", "127.0.0.1"),
                        "--root",
                        folder.resolve("pictures").toString(),
                        "--model",
                        model.toString())
                .awaitReady(http);
    }

    private void keep(boolean whole) throws IOException {
        Path draft = folder.resolve("model.json.new");
        State state = new State(
                seed,
                operation,
                restartEvery,
                whole,
                oracle.collections(),
                oracle.kept(),
                new ArrayList<>(given),
                counts);
        ApiClient.JSON.writeValue(draft.toFile(), state);
        Files.move(
                draft,
                folder.resolve("model.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        world.close();
        http.close();
    }
}
