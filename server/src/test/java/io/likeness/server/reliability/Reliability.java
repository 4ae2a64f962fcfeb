package io.likeness.server.reliability;

import io.likeness.server.durability.KillRounds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The long runs by command; {@code bench/reliability} starts it. */
public final class Reliability {
    private static final List<String> KNOWN =
            List.of("folder", "minutes", "operations", "rate", "restart-every", "rounds", "seed");

    private final Map<String, String> options = new LinkedHashMap<>();

    private Reliability(List<String> arguments) {
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (!name.startsWith("--") || !rest.hasNext()) {
                throw new IllegalArgumentException("expected --name value, not " + name);
            }
            if (!KNOWN.contains(name.substring(2))) {
                throw new IllegalArgumentException("there is no option " + name + ", but " + KNOWN);
            }
            options.put(name.substring(2), rest.next());
        }
    }

    /** Runs {@code soak}, {@code plot}, {@code kill} or {@code model} with options {@code --name value}. */
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("say soak, plot, kill or model");
        }
        Reliability run = new Reliability(Arrays.asList(arguments).subList(1, arguments.length));
        switch (arguments[0]) {
            case "soak" -> run.soak();
            case "plot" -> run.plot();
            case "kill" -> run.kill();
            case "model" -> run.model();
            default -> throw new IllegalArgumentException("say soak, plot, kill or model, not " + arguments[0]);
        }
    }

    private void soak() throws IOException, InterruptedException {
        Path folder = folder("soak");
        List<Sample> samples = new Soak(
                        folder,
                        Duration.ofMillis((long) (Double.parseDouble(option("minutes", "60")) * 60_000)),
                        Double.parseDouble(option("rate", "10")),
                        System.out)
                .run();
        draw(samples, folder.resolve("soak.svg"));
    }

    private void kill() throws Exception {
        Instant end = end();
        PrintStream log = System.out;
        try (KillRounds rounds = KillRounds.open(folder("kill"), seed(), log)) {
            rounds.run(
                    Integer.parseInt(option("rounds", "1000")),
                    () -> Instant.now().isAfter(end));
            rounds.verify();
            System.out.println(rounds.summary());
        }
    }

    private void model() throws IOException, InterruptedException {
        Instant end = end();
        int restartEvery = Integer.parseInt(option("restart-every", "1000"));
        PrintStream log = System.out;
        try (ModelRun run = ModelRun.open(folder("model"), seed(), restartEvery, log)) {
            run.run(
                    Long.parseLong(option("operations", "200000")),
                    () -> Instant.now().isAfter(end));
            System.out.println(run.summary());
        }
    }

    private Instant end() {
        return Instant.now().plusSeconds(60 * Long.parseLong(option("minutes", "100000")));
    }

    private long seed() {
        return Long.parseLong(option("seed", Long.toString(System.nanoTime() % 1_000_000)));
    }

    private void plot() throws IOException {
        Path folder = folder("soak");
        List<Sample> samples = Files.readAllLines(folder.resolve("samples.csv")).stream()
                .skip(1)
                .map(Sample::read)
                .toList();
        draw(samples, folder.resolve("soak.svg"));
    }

    private void draw(List<Sample> samples, Path to) throws IOException {
        Files.writeString(to, SoakPlot.svg(samples));
        System.out.println(SoakPlot.trend(samples));
        System.out.println("the plot is " + to);
    }

    private Path folder(String name) {
        return Path.of(option("folder", "reliability/" + name)).toAbsolutePath();
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
