package io.likeness.bench.load;

import io.likeness.bench.NetworkAlone;
import io.likeness.bench.Options;
import io.likeness.imaging.OpenCv;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real server under load, beside the least that the same pictures can take ({@link Limit}) and the earlier system's way ({@link EarlierSystem}).
 * Options, each with its value: {@code --seconds} a measurement lasts (4), {@code --warm-up} seconds of adds and searches before the first (60: the
 * server's Java code is compiled meanwhile, which takes up to a quarter of the processor time), {@code --clients} (1,4,16,64), {@code --pictures}
 * (jpeg-500,png-500,jpeg-12m,png-12m), {@code --library} pictures stored before (0), {@code --launcher} (./likeness), {@code --python} for the earlier
 * system's way.
 */
public final class LoadBenchmark {
    private static final String ADD = "/v1/images";
    private static final String SEARCH = "/v1/search";
    private static final int REFERENCE_CLIENTS = 16;
    private static final int OPEN_CONNECTIONS = 64;
    private static final double OPEN_SHARE = 0.6;

    private final Options options;
    private final double seconds;
    private final int[] clients;
    private final List<String> summary = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() << 20);

    private LoadBenchmark(Options options) {
        this.options = options;
        this.seconds = options.number("--seconds");
        this.clients = Arrays.stream(options.text("--clients").split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Measures and prints tables of Markdown. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(
                arguments,
                0,
                Map.of(
                        "--seconds", "4",
                        "--warm-up", "60",
                        "--clients", "1,4,16,64",
                        "--pictures", "jpeg-500,png-500,jpeg-12m,png-12m",
                        "--library", "0",
                        "--launcher", "./likeness",
                        "--python", ""));
        Path folder = Files.createTempDirectory("likeness-load");
        try {
            new LoadBenchmark(options).run(folder);
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private void run(Path folder) throws IOException, InterruptedException {
        OpenCv.load();
        ModelBundle bundle = ModelBundle.builtIn();
        OnnxSettings settings = OnnxSettings.defaults();
        int inputShortSide;
        try (OnnxEmbedder embedder = OnnxEmbedder.open(bundle, new OpenCvImagePreprocessor(), settings)) {
            inputShortSide = embedder.inputShortSide();
        }
        try (NetworkAlone narrow = NetworkAlone.openForOne(bundle, folder.resolve("model-narrow"), 1);
                NetworkAlone wide = NetworkAlone.openForOne(bundle, folder.resolve("model-wide"), settings.threads());
                Limit limit = new Limit(narrow, wide, inputShortSide, folder.resolve("forced"));
                ServerProcess server = server(folder)) {
            System.out.println(LoadFigures.HEADER);
            List<String> names = List.of(options.text("--pictures").split(",", -1));
            warmUp(Sample.draw(names.getFirst()), server);
            for (String name : names) {
                measure(Sample.draw(name), server, limit, folder);
            }
        }
        System.out.println();
        System.out.println("| pictures | what | " + Ratios.COLUMNS + " |");
        System.out.println("|---|---|" + "---|".repeat(Ratios.COLUMNS.split("\\|").length));
        summary.forEach(System.out::println);
    }

    private ServerProcess server(Path folder) throws IOException, InterruptedException {
        Path launcher = Path.of(options.text("--launcher")).toAbsolutePath();
        Path data = folder.resolve("data");
        Path log = folder.resolve("server.log");
        int library = (int) options.number("--library");
        if (library > 0) {
            ServerProcess.start(launcher, data, log).close();
            ServerProcess.fill(data, library);
        }
        return ServerProcess.start(launcher, data, log);
    }

    private void warmUp(Sample sample, ServerProcess server) throws IOException, InterruptedException {
        for (String path : List.of(ADD, SEARCH)) {
            new Load(server, sample, path, numbers).closed(REFERENCE_CLIENTS, options.number("--warm-up") / 2);
        }
    }

    private void measure(Sample sample, ServerProcess server, Limit limit, Path folder)
            throws IOException, InterruptedException {
        double earlier = EarlierSystem.picturesPerSecond(options.text("--python"), sample, folder, seconds);
        for (String path : List.of(ADD, SEARCH)) {
            boolean adding = path.equals(ADD);
            String what = adding ? "add" : "search";
            Load load = new Load(server, sample, path, numbers);
            load.closed(REFERENCE_CLIENTS, seconds);
            limit.measure(sample, adding, seconds / 4);
            Limit.Figures least = limit.measure(sample, adding, seconds);
            Ratios ratios = new Ratios(least, adding ? earlier : Double.NaN);
            double rate = 0;
            for (int count : clients) {
                LoadFigures figures = load.closed(count, seconds);
                System.out.println(figures.line(sample.name(), what));
                ratios.add(figures);
                rate = Math.max(rate, figures.rate());
            }
            LoadFigures open = load.open(OPEN_SHARE * rate, seconds, OPEN_CONNECTIONS);
            System.out.println(open.line(
                    sample.name(), String.format(Locale.ROOT, "%s, %.0f come a second", what, OPEN_SHARE * rate)));
            summary.add("| " + sample.name() + " | " + what + " | " + ratios + " |");
        }
    }
}
