package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.FolderAccess;
import io.likeness.cli.access.ImportOrder;
import io.likeness.cli.access.ImportStatus;
import io.likeness.cli.access.Imports;
import io.likeness.cli.access.ServerAccess;
import io.likeness.imports.ImportRequest.KeyFrom;
import io.likeness.imports.ImportState;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness import}: adds all pictures of a folder, archive or list. Used by one thread. */
@Command(
        name = "import",
        description = "Adds all pictures of a folder, of a ZIP or TAR file, or of the web addresses in a list.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "A folder is read by the server, below the roots it was started with; --upload reads it here",
            "and sends the pictures. A file is sent to the server. With --data there is no server at all.",
            "What is stored already is passed over, so that an import may be repeated."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "A folder; a .zip, .tar or .tar.gz file; or a list, .csv or .jsonl.")
    private @Nullable Path source;

    @Option(
            names = "--key-from",
            paramLabel = "WHAT",
            defaultValue = "relative-path",
            description = "What becomes the key: name, relative-path or digest (relative-path).")
    private String keyFrom = "relative-path";

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag for every picture; may be repeated.")
    private @Nullable List<String> tags;

    @Option(names = "--move-to", paramLabel = "DIR", description = "Move files of a folder here once they are stored.")
    private @Nullable Path moveTo;

    @Option(names = "--upload", description = "Read the folder on this machine and send its pictures to the server.")
    private boolean upload;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "8",
            description = "Pictures that --upload sends at once, 1 to 64 (8).")
    private int parallel = 8;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Stay until it has ended (yes); with --no-wait a server goes on alone.")
    private boolean wait = true;

    @Option(names = "--watch", paramLabel = "ID", description = "Watch an import that a server runs.")
    private @Nullable String watch;

    @Option(
            names = "--cancel",
            paramLabel = "ID",
            description = "End an import that a server runs; what is stored stays.")
    private @Nullable String cancel;

    @Option(names = "--json", description = "Print its progress as one JSON object a line.")
    private boolean json;

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ImportCommand() {}

    @Override
    public Integer call() {
        check();
        try (Access access = open()) {
            Imports imports = imports(access);
            if (cancel != null) {
                return told(imports.cancel(cancel));
            }
            ImportStatus begun;
            if (watch != null) {
                begun = imports.status(watch);
            } else {
                if (access.createCollection()) {
                    err().println("made the collection " + library.collection());
                }
                begun = imports.start(order());
            }
            if (!wait) {
                return told(begun);
            }
            return code(follow(imports, begun));
        }
    }

    private void check() {
        if (Stream.of(source, watch, cancel).filter(given -> given != null).count() != 1) {
            throw wrong("name one SOURCE, or --watch or --cancel with the id of an import");
        }
        if (library.data().isPresent() && (upload || !wait || watch != null || cancel != null)) {
            throw wrong("--upload, --no-wait, --watch and --cancel are about a server, --data is about none");
        }
        if (upload && (!wait || source == null)) {
            throw wrong("--upload sends a folder from here, so it takes a SOURCE and waits");
        }
        if (parallel < 1 || parallel > 64) {
            throw wrong("--parallel is " + parallel + ", allowed are 1 to 64");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private Access open() {
        Optional<Path> data = library.data();
        return data.isPresent() ? FolderAccess.open(data.get(), library.collection(), true, roots()) : library.server();
    }

    /** Without a server the folders of the import are open to it because they were named here. */
    private List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        if (source != null && Files.isDirectory(source)) {
            roots.add(source);
        }
        for (Path each = moveTo == null ? null : moveTo.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isDirectory(each)) {
                roots.add(each);
                break;
            }
        }
        return roots;
    }

    private Imports imports(Access access) {
        return upload && access instanceof ServerAccess server ? server.uploads(parallel) : access.imports();
    }

    private ImportOrder order() {
        KeyFrom from = switch (keyFrom) {
            case "name" -> KeyFrom.NAME;
            case "relative-path" -> KeyFrom.RELATIVE_PATH;
            case "digest" -> KeyFrom.DIGEST;
            default -> throw wrong("--key-from is \"" + keyFrom + "\", allowed are name, relative-path and digest");
        };
        Map<String, String> values = new HashMap<>();
        if (tags != null) {
            for (String each : tags) {
                Map.Entry<String, String> tag = TagText.read(each, spec.commandLine());
                if (values.put(tag.getKey(), tag.getValue()) != null) {
                    throw wrong("the tag " + tag.getKey() + " is given twice; a picture has one value for it");
                }
            }
        }
        if (source == null) {
            throw wrong("name a SOURCE");
        }
        return new ImportOrder(source, from, values, Optional.ofNullable(moveTo));
    }

    private ImportStatus follow(Imports imports, ImportStatus begun) {
        OptionalInt columns = json ? OptionalInt.empty() : Terminal.columns();
        // Ctrl-C ends the process while this thread waits.
        Thread farewell = new Thread(() -> {
            err().println();
            err().println("likeness: " + imports.detach(begun.id()) + ".");
            err().flush();
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        ImportWatch view = new ImportWatch(imports, spec.commandLine().getOut(), err(), json, columns);
        try {
            return view.follow(begun);
        } finally {
            forget(farewell);
        }
    }

    static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook runs.
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int told(ImportStatus status) {
        PrintWriter out = spec.commandLine().getOut();
        String state = status.state().name().toLowerCase(Locale.ROOT);
        out.println(
                json
                        ? JsonLine.of(ImportWatch.facts(status))
                        : "import " + status.id() + " is " + state + ": " + ProgressLine.summary(status));
        out.flush();
        return ExitCodes.DONE;
    }

    private int code(ImportStatus status) {
        if (status.state() == ImportState.DONE) {
            return status.failed() == 0 ? ExitCodes.DONE : ExitCodes.PARTLY;
        }
        if (!status.problem().isEmpty()) {
            err().println("likeness: the import failed: " + status.problem());
            err().flush();
        }
        return ExitCodes.FAILED;
    }
}
