package io.likeness.cli;

import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.ModelDescription;
import io.likeness.storage.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness models}: describes the built-in model and the one of a library. Used by one thread. */
@Command(
        name = "models",
        description = "Describes the built-in model, and the one that the library in a data folder was made with.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the library (LIKENESS_DATA; none). It may be in use.")
    private @Nullable Path data;

    @Option(names = "--model", paramLabel = "DIR", description = "Also describe the bundle in this folder.")
    private @Nullable Path model;

    @Option(names = "--json", description = "Print one JSON object for each model.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ModelsCommand() {}

    @Override
    public Integer call() {
        Map<String, ModelBundle> models = new LinkedHashMap<>();
        models.put("built-in", ModelBundle.builtIn());
        library().ifPresent(folder -> models.put("library", ModelBundle.load(folder)));
        if (model != null) {
            models.put(model.toString(), ModelBundle.load(model));
        }
        PrintWriter out = spec.commandLine().getOut();
        models.forEach((where, bundle) -> {
            Map<String, Object> facts = facts(where, bundle);
            if (json) {
                out.println(JsonLine.of(facts));
            } else {
                facts.forEach((name, value) -> out.println(String.format("%-12s%s", name, value)));
                out.println();
            }
        });
        out.flush();
        return ExitCodes.DONE;
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

    private static Map<String, Object> facts(String where, ModelBundle bundle) {
        ModelDescription description = bundle.description();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("where", where);
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
        return facts;
    }
}
