package io.likeness.cli;

import io.likeness.evaluation.Edit;
import io.likeness.evaluation.EditedCopies;
import io.likeness.evaluation.Evaluation;
import io.likeness.evaluation.Retrieval;
import io.likeness.evaluation.ScoreCurve;
import io.likeness.evaluation.VerdictWeights;
import io.likeness.failure.Failure;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness eval}: measures how well a network finds pictures of a labelled folder. Used by one thread. */
@Command(
        name = "eval",
        description =
                "Measures how well a network finds the pictures of a folder that holds one folder for each label.",
        mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
    // The server's defaults (likeness.max-pixels, likeness.pixel-budget).
    private static final long MAX_PIXELS = 100_000_000;
    private static final long PIXEL_BUDGET = 200_000_000;
    private static final Duration PIXEL_PATIENCE = Duration.ofMinutes(1);

    @Parameters(paramLabel = "DIR", description = "Pictures in DIR/<label>/.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private Path folder;

    @Option(
            names = "--query",
            paramLabel = "DIR",
            description = "Search with these pictures; without, each picture searches among all others.")
    private @Nullable Path query;

    @Option(names = "--edits", description = "Also edit pictures in eleven ways and search for their originals.")
    private boolean edits;

    @Option(
            names = "--unrelated",
            paramLabel = "DIR",
            description = "Also say what scores mean: how many pairs with pictures of DIR/<label>/, which have nothing"
                    + " in common with the others, reach each, and how many copies.")
    private @Nullable Path unrelated;

    @Option(
            names = "--verdict",
            description = "Also ask for verdicts of the edited copies: whether they are found to be copies, and where.")
    private boolean verdict;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "With --verdict: draw how often verdicts of a confidence are right into an SVG file.")
    private @Nullable Path plot;

    @Option(
            names = "--fit-verdict",
            description = "Only fit the weights of verdicts on randomly edited copies, and print them.")
    private boolean fitVerdict;

    @Option(
            names = "--drawn",
            paramLabel = "N",
            defaultValue = "100",
            description = "With --fit-verdict: families of four drawings to fit on beside DIR (100).")
    private int drawn;

    @Option(names = "--every", paramLabel = "N", defaultValue = "4", description = "Edit each Nth picture (4).")
    private int every;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of a model bundle (the built-in model).")
    private @Nullable Path model;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    EvalCommand() {}

    @Override
    public Integer call() {
        if (every < 1) {
            throw new ParameterException(spec.commandLine(), "--every is " + every + ", the least is 1");
        }
        if (plot != null && !verdict) {
            throw new ParameterException(spec.commandLine(), "--plot draws what --verdict measures: give both");
        }
        Evaluation.Task task = new Evaluation.Task(
                folder,
                Optional.ofNullable(query),
                edits || verdict ? OptionalInt.of(every) : OptionalInt.empty(),
                Optional.ofNullable(unrelated),
                verdict);
        ModelBundle bundle = model == null ? ModelBundle.builtIn() : ModelBundle.load(model);
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try (OnnxEmbedder embedder =
                OnnxEmbedder.open(bundle, new OpenCvImagePreprocessor(), OnnxSettings.defaults())) {
            OpenCvImageDecoder decoder =
                    new OpenCvImageDecoder(MAX_PIXELS, new PixelBudget(PIXEL_BUDGET, PIXEL_PATIENCE));
            if (fitVerdict) {
                VerdictReport.print(
                        VerdictWeights.fit(
                                folder, drawn, every, decoder, new OpenCvPreviewEncoder(), embedder, err::println),
                        out);
                out.flush();
                return 0;
            }
            Evaluation found = Evaluation.run(task, decoder, new OpenCvPreviewEncoder(), embedder, line -> {
                err.println(line);
                err.flush();
            });
            plot(found);
            if (json) {
                out.println(asJson(found));
            } else {
                print(found, out);
            }
        }
        out.flush();
        return 0;
    }

    private void plot(Evaluation found) {
        if (plot != null && found.verdicts().isPresent()) {
            try {
                Files.writeString(
                        plot, ReliabilityPlot.svg(found.verdicts().get().reliability()));
            } catch (IOException e) {
                throw new Failure.BadInput("the plot cannot be written to " + plot + ": " + e.getMessage());
            }
        }
    }

    private static void print(Evaluation found, PrintWriter out) {
        Retrieval retrieval = found.retrieval();
        out.printf(Locale.ROOT, "model         %s, %d values%n", found.model(), found.dimension());
        out.printf(Locale.ROOT, "gallery       %d pictures of %d labels%n", retrieval.gallery(), retrieval.labels());
        out.printf(Locale.ROOT, "queries       %d%n", retrieval.queries());
        if (found.leftOut() > 0) {
            out.printf(Locale.ROOT, "left out      %d files that are no pictures%n", found.leftOut());
        }
        retrieval.precisionAt().forEach((k, share) -> out.printf(Locale.ROOT, "precision@%-3d %.3f%n", k, share));
        retrieval.recallAt().forEach((k, share) -> out.printf(Locale.ROOT, "recall@%-6d %.3f%n", k, share));
        out.printf(Locale.ROOT, "mAP           %.3f%n", retrieval.meanAveragePrecision());
        found.editedCopies().ifPresent(edited -> {
            out.printf(Locale.ROOT, "edited copies of %d pictures, original first:%n", edited.queries());
            edited.originalFirst()
                    .forEach((edit, share) -> out.printf(Locale.ROOT, "  %-11s %.3f%n", edit.label(), share));
            out.printf(Locale.ROOT, "  %-11s %.3f%n", "mean", edited.mean());
        });
        found.curve().ifPresent(curve -> print(curve, out));
        found.verdicts().ifPresent(verdicts -> VerdictReport.print(verdicts, out));
    }

    private static void print(ScoreCurve curve, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "unrelated pairs %d, median %.3f, 99.9 %% below %.3f; pairs of one label %d%n",
                curve.unrelated().length,
                curve.median(),
                curve.quantile(0.999),
                curve.lookAlike().length);
        out.println(
                "reach the score, of a million: unrelated pairs, pairs of one label; share of copies: resaved, edited");
        for (double score : ScoreCurve.STEPS) {
            Map<String, Double> copies = curve.copiesFrom(score);
            out.printf(
                    Locale.ROOT,
                    "  %.2f  %10.0f  %10.0f  %.3f  %.3f%n",
                    score,
                    curve.unrelatedPerMillion(score),
                    curve.lookAlikePerMillion(score),
                    copies.get("resaved"),
                    copies.get("edits"));
        }
    }

    private static List<Map<String, Object>> rows(ScoreCurve curve) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (double score : ScoreCurve.STEPS) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("score", score);
            row.put("unrelated_per_million", curve.unrelatedPerMillion(score));
            row.put("one_label_per_million", curve.lookAlikePerMillion(score));
            row.put("copies", curve.copiesFrom(score));
            rows.add(row);
        }
        return rows;
    }

    private static String asJson(Evaluation found) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("model", found.model());
        root.put("dimension", found.dimension());
        root.put("gallery", found.retrieval().gallery());
        root.put("labels", found.retrieval().labels());
        root.put("queries", found.retrieval().queries());
        root.put("left_out", found.leftOut());
        root.put("precision_at", found.retrieval().precisionAt());
        root.put("recall_at", found.retrieval().recallAt());
        root.put("map", found.retrieval().meanAveragePrecision());
        found.editedCopies().ifPresent(edited -> root.put("edited_copies", edits(edited)));
        found.curve().ifPresent(curve -> {
            root.put("unrelated_median", curve.median());
            root.put("unrelated_999", curve.quantile(0.999));
            root.put("scores", rows(curve));
        });
        found.verdicts().ifPresent(verdicts -> root.put("verdicts", VerdictReport.asJson(verdicts)));
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(root);
    }

    private static Map<String, Object> edits(EditedCopies edited) {
        Map<String, Object> shares = new LinkedHashMap<>();
        for (Map.Entry<Edit, Double> each : edited.originalFirst().entrySet()) {
            shares.put(each.getKey().label(), each.getValue());
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("queries", edited.queries());
        found.put("original_first", shares);
        found.put("mean", edited.mean());
        return found;
    }
}
