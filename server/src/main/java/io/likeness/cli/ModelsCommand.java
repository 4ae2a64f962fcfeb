package io.likeness.cli;

import io.likeness.embedding.MatchScores;
import io.likeness.embedding.MatchScores.Match;
import io.likeness.failure.Failure;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.ModelDescription;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import io.likeness.storage.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness models}: describes and checks the built-in model, that of a library, and others. Used by one thread. */
@Command(
        name = "models",
        description = "Describes and checks the built-in model, the one whose vectors the library in a data folder has,"
                + " and any others.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the library (LIKENESS_DATA; none). It may be in use.")
    private @Nullable Path data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Also describe and check the bundle in this folder; may be repeated.")
    private @Nullable List<Path> model;

    @Option(names = "--json", description = "Print one JSON object for each model.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ModelsCommand() {}

    @Override
    public Integer call() {
        Map<String, Supplier<ModelBundle>> models = new LinkedHashMap<>();
        models.put("built-in", ModelBundle::builtIn);
        library().ifPresent(folder -> models.put("library", () -> ModelBundle.load(folder)));
        if (this.model != null) {
            for (Path folder : this.model) {
                models.put(folder.toString(), () -> ModelBundle.load(folder));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean allWork = true;
        for (Map.Entry<String, Supplier<ModelBundle>> each : models.entrySet()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("where", each.getKey());
            allWork &= check(each.getValue(), facts);
            if (json) {
                out.println(JsonLine.of(facts));
            } else {
                facts.forEach((name, value) -> out.println(String.format("%-12s%s", name, value)));
                out.println();
            }
        }
        out.flush();
        return allWork ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** Reads a bundle and runs its network once; adds what is found to {@code facts}. */
    private static boolean check(Supplier<ModelBundle> model, Map<String, Object> facts) {
        try {
            ModelBundle bundle = model.get();
            describe(bundle, facts);
            OnnxEmbedder.open(bundle, new OpenCvImagePreprocessor(), OnnxSettings.defaults())
                    .close();
            facts.put("check", "works");
            return true;
        } catch (Failure e) {
            facts.put("check", "wrong: " + e.getMessage());
            return false;
        }
    }

    /** The model folder of the library; the variable names a place where there need not be a library yet. */
    private Optional<Path> library() {
        if (data != null) {
            return Optional.of(DataDirectory.modelOf(data));
        }
        return Optional.ofNullable(System.getenv("LIKENESS_DATA"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("manifest.properties")))
                .map(DataDirectory::modelOf);
    }

    private static void describe(ModelBundle bundle, Map<String, Object> facts) {
        ModelDescription description = bundle.description();
        facts.put("name", description.name());
        facts.put("version", description.version());
        facts.put("dimension", description.dimension());
        facts.put(
                "input",
                bundle.preprocessing().width() + "x" + bundle.preprocessing().height());
        facts.put("bytes", bundle.networkBytes());
        facts.put("sha256", description.sha256());
        facts.put("fingerprint", bundle.fingerprint().sha256());
        facts.put("licence", description.licence());
        facts.put("source", description.source());
        facts.put(
                "match",
                bundle.matchScores().map(scores -> (Object) words(scores)).orElse("not measured"));
    }

    private static Map<String, Double> words(MatchScores scores) {
        Map<String, Double> words = new LinkedHashMap<>();
        words.put(Match.SAME.word(), scores.same());
        words.put(Match.NEAR_DUPLICATE.word(), scores.nearDuplicate());
        words.put(Match.SIMILAR.word(), scores.similar());
        return words;
    }
}
