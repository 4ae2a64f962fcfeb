package io.likeness.cli;

import io.likeness.failure.Failure;
import io.likeness.migration.CollectionReport;
import io.likeness.migration.LibraryAddress;
import io.likeness.migration.MigrateLibrary;
import io.likeness.server.wiring.AddressedLibrary;
import io.likeness.server.wiring.AddressedLibrary.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness migrate}: moves a library between a data folder and Milvus. Used by one thread. */
@Command(
        name = "migrate",
        description = "Copies a library to another place, with its ids, and compares the two.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "A place is a data folder; milvus, as MILVUS_HOST and its neighbours tell; or",
            "milvus://host:port/collection. User, token and TLS come from the settings of a server.",
            "No server should change the library meanwhile. A run that was ended is gone on with by",
            "the same command. The exit code is 6 if the two differ in the end."
        })
final class MigrateCommand implements Callable<Integer> {
    @Option(names = "--from", paramLabel = "PLACE", required = true, description = "The library to be copied.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private String from;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            required = true,
            description = "Where it shall be: nothing, or what an earlier run left.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private String to;

    @Option(
            names = "--previews",
            paramLabel = "s3://BUCKET/PREFIX",
            description = "The previews of the library in Milvus (LIKENESS_PREVIEWS).")
    private @Nullable String previews;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Without a bucket: data folder of the server that uses Milvus (LIKENESS_DATA; the other place,"
                            + " if it is a folder).")
    private @Nullable Path data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Bundle of the model whose vectors are in Milvus (LIKENESS_MODEL; the built-in one).")
    private @Nullable Path model;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Pictures searched for in both libraries in the end, 0 to 10000 (100).")
    private int samples = 100;

    @Option(names = "--json", description = "Print what was done as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    MigrateCommand() {}

    @Override
    public Integer call() {
        if (samples < 0 || samples > 10_000) {
            throw new ParameterException(spec.commandLine(), "--samples is " + samples + ", allowed are 0 to 10000");
        }
        LibraryAddress source = LibraryAddress.of(from);
        LibraryAddress target = LibraryAddress.of(to);
        if (isSame(source, target)) {
            throw new Failure.BadInput("--from and --to name the same library, " + from);
        }
        CountLine line = new CountLine(spec.commandLine().getErr(), json);
        SortedMap<String, CollectionReport> reports;
        try (AddressedLibrary read = AddressedLibrary.open(source, around(target));
                AddressedLibrary written = AddressedLibrary.openFor(target, read, around(source))) {
            if (read.place().equals(written.place())) {
                throw new Failure.BadInput("--from and --to name the same library, " + read.place());
            }
            reports = MigrateLibrary.migrate(read.collections(), written.collections(), samples, line::show);
        } finally {
            line.end();
        }
        return tell(reports);
    }

    private static boolean isSame(LibraryAddress one, LibraryAddress other) {
        return one instanceof LibraryAddress.Folder(Path a)
                && other instanceof LibraryAddress.Folder(Path b)
                && a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }

    /** What a library in Milvus needs, whose other end is {@code other}. */
    private Surroundings around(LibraryAddress other) {
        Optional<Path> folder = Optional.ofNullable(data);
        boolean said =
                !Objects.requireNonNullElse(System.getenv("LIKENESS_DATA"), "").isBlank();
        if (folder.isEmpty() && !said && other instanceof LibraryAddress.Folder(Path path)) {
            folder = Optional.of(path);
        }
        return new Surroundings(folder, Optional.ofNullable(previews), Optional.ofNullable(model));
    }

    private int tell(SortedMap<String, CollectionReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        boolean sound =
                reports.values().stream().allMatch(report -> report.problems().isEmpty());
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("same", sound);
            Map<String, Object> collections = new LinkedHashMap<>();
            reports.forEach((name, report) -> collections.put(name, facts(report)));
            all.put("collections", collections);
            out.println(JsonLine.of(all));
        } else {
            reports.forEach((name, report) -> out.println(inWords(name, report)));
            reports.forEach((name, report) ->
                    report.problems().forEach(problem -> out.println("wrong: " + name + ": " + problem)));
            out.println(sound ? "Both hold the same." : "They differ.");
        }
        out.flush();
        return sound ? ExitCodes.DONE : ExitCodes.DAMAGED;
    }

    private static Map<String, Object> facts(CollectionReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pictures", report.pictures());
        facts.put("moved", report.moved());
        facts.put("there_already", report.there());
        facts.put("without_preview", report.withoutPreview());
        facts.put("sampled", report.sampled());
        facts.put("same_hits", report.sameHits());
        facts.put("problems", report.problems());
        return facts;
    }

    private static String inWords(String name, CollectionReport report) {
        String text = name + ": " + report.pictures() + (report.pictures() == 1 ? " picture, " : " pictures, ")
                + report.moved() + " moved, " + report.there() + " there already";
        if (report.withoutPreview() > 0) {
            text += ", " + report.withoutPreview() + " without a preview in --from";
        }
        if (report.sampled() > 0) {
            text += String.format(
                    Locale.ROOT,
                    "; of %d searches %.1f %% of the hits are as good as before",
                    report.sampled(),
                    100 * report.sameHits());
        }
        return text;
    }
}
