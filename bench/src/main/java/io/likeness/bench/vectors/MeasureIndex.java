package io.likeness.bench.vectors;

import io.likeness.bench.Options;
import io.likeness.storage.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The embedded index beside FAISS's HNSW, each in processes of its own, on the same vectors: {@code bench/run index VECTORS} and options, each with its value:
 * {@code --python} with the packages of {@code bench/requirements.txt} for FAISS, {@code --folder} to keep what was made and use it again,
 * {@code --steps} (build,search,stream).
 */
public final class MeasureIndex {
    private static final double[] RECALLS = {0.95, 0.99};
    private static final String HEAP = "-Xmx1g";
    private static final String SEARCH_HEAP = "-Xmx160m";

    private final int count;
    private final Path folder;
    private final String python;

    private MeasureIndex(int count, Path folder, String python) {
        this.count = count;
        this.folder = folder;
        this.python = python;
    }

    /** Measures and prints tables of Markdown. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options =
                Options.of(arguments, 1, Map.of("--python", "", "--folder", "", "--steps", "build,search,stream"));
        boolean kept = !options.text("--folder").isEmpty();
        Path folder = kept ? Path.of(options.text("--folder")) : Files.createTempDirectory("likeness-vectors");
        try {
            int count = Integer.parseInt(arguments[0]);
            VectorFiles.in(folder, count);
            MeasureIndex measure = new MeasureIndex(count, folder, options.text("--python"));
            for (String step : options.text("--steps").split(",", -1)) {
                switch (step) {
                    case "build" -> measure.build();
                    case "search" -> measure.search();
                    case "stream" -> measure.stream();
                    default -> throw new IllegalArgumentException("there is no step " + step);
                }
            }
        } finally {
            if (!kept) {
                DurableFiles.deleteTree(folder);
            }
        }
    }

    private boolean withFaiss() {
        if (python.isEmpty()) {
            System.err.println(
                    "FAISS is left out: --python names no Python with the packages of bench/requirements.txt");
        }
        return !python.isEmpty();
    }

    private void build() throws IOException, InterruptedException {
        System.out.println("| built | s until stored | s until merged | processor, s | disk, MiB |");
        System.out.println("|---|---|---|---|---|");
        if (!Files.exists(folder.resolve("embedded"))) {
            Map<String, Double> built = Lines.of(embedded("build", HEAP)).getFirst();
            row("| Likeness | %.0f | %.0f | %.0f | %.0f |", built, "stored", "merged", "processor", "disk");
        }
        if (withFaiss() && !Files.exists(folder.resolve("faiss.index"))) {
            Map<String, Double> built = Lines.of(faiss("build")).getFirst();
            built.put("disk", (double) (Files.size(folder.resolve("faiss.index")) >> 20));
            row("| FAISS | %.0f | | %.0f | %.0f |", built, "stored", "processor", "disk");
        }
        System.out.println();
    }

    private void search() throws IOException, InterruptedException {
        System.out.println(
                "| searched | candidates | recall@10 | processor, ms | a second, 1 thread | 2 threads | anonymous, MiB | file, MiB | open, s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        List<Map<String, Double>> own = curve("Likeness", Lines.of(embedded("search", SEARCH_HEAP)));
        if (withFaiss()) {
            List<Map<String, Double>> faiss = curve("FAISS", Lines.of(faiss("search")));
            System.out.println();
            for (double recall : RECALLS) {
                compare(recall, own, faiss);
            }
        }
        System.out.println();
    }

    private static List<Map<String, Double>> curve(String name, List<Map<String, Double>> lines) {
        double open = 0;
        List<Map<String, Double>> curve = new ArrayList<>();
        for (Map<String, Double> line : lines) {
            open = line.getOrDefault("open", open);
            if (line.containsKey("beam")) {
                line.put("open", open);
                curve.add(line);
                row(
                        "| " + name + " | %.0f | %.4f | %.3f | %.0f | %.0f | %.0f | %.0f | %.2f |",
                        line,
                        "beam",
                        "recall",
                        "processor",
                        "one",
                        "two",
                        "anonymous",
                        "file",
                        "open");
            }
        }
        return curve;
    }

    private static void compare(double recall, List<Map<String, Double>> own, List<Map<String, Double>> faiss) {
        double ownRate = rate(recall, own);
        double faissRate = rate(recall, faiss);
        System.out.printf(
                Locale.ROOT,
                "recall@10 of %.2f: Likeness %.0f a second, FAISS %.0f, ratio %.2f (one thread)%n",
                recall,
                ownRate,
                faissRate,
                ownRate / faissRate);
    }

    /** The best rate at which so much is found, straight between two measured points. */
    private static double rate(double recall, List<Map<String, Double>> curve) {
        Map<String, Double> before = null;
        for (Map<String, Double> point : curve) {
            if (value(point, "recall") >= recall) {
                if (before == null) {
                    return value(point, "one");
                }
                double share = (recall - value(before, "recall")) / (value(point, "recall") - value(before, "recall"));
                return value(before, "one") + share * (value(point, "one") - value(before, "one"));
            }
            before = point;
        }
        return Double.NaN;
    }

    private void stream() throws IOException, InterruptedException {
        System.out.println(
                "| added and deleted | added a second | deleted a second | searches a second | p50, ms | p99, ms | processor, s | recall@10 afterwards |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        Map<String, Double> all = new LinkedHashMap<>();
        Lines.of(embedded("stream", HEAP)).forEach(all::putAll);
        row(
                "| Likeness | %.0f | %.0f | %.0f | %.2f | %.2f | %.1f | %.4f |",
                all, "added", "deleted", "searches", "p50", "p99", "processor", "live-recall");
        System.out.println();
    }

    private static void row(String format, Map<String, Double> values, String... names) {
        Object[] numbers = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = value(values, names[i]);
        }
        System.out.printf(Locale.ROOT, format + "%n", numbers);
    }

    private static double value(Map<String, Double> values, String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    private List<String> embedded(String step, String heap) throws IOException, InterruptedException {
        return output(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedIndex.class.getName(),
                step,
                folder.toString(),
                "" + count));
    }

    private List<String> faiss(String step) throws IOException, InterruptedException {
        return output(List.of(python, "bench/faiss_hnsw.py", step, folder.toString()));
    }

    private static List<String> output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
        return lines;
    }
}
