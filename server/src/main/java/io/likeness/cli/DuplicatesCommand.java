package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.Advance;
import io.likeness.cli.access.Duplicates;
import io.likeness.failure.Failure;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code likeness duplicates}: finds the duplicates of a collection. Used by one thread. */
@Command(
        name = "duplicates",
        description = "Finds the duplicates among the pictures of a collection.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Looks at what is new since the last time, then prints all groups, the best of each first.",
            "Nothing is deleted without --keep-best."
        })
final class DuplicatesCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final List<String> KINDS = List.of("exact", "edited", "part");

    @Option(names = "--list", description = "Only print what is known; search for nothing.")
    private boolean list;

    @Option(names = "--again", description = "Look at all pictures again, not only at new ones.")
    private boolean again;

    @Option(names = "--cancel", description = "End a search that a server runs; what was found stays.")
    private boolean cancel;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Stay until it has ended (yes); with --no-wait a server goes on alone.")
    private boolean wait = true;

    @Option(
            names = "--min-confidence",
            paramLabel = "X",
            description = "Of the pairs that count as duplicates, 0 to 1; else as the last search was told.")
    private @Nullable Double minConfidence;

    @Option(
            names = "--rules",
            paramLabel = "RULE,…",
            split = ",",
            description = "What makes a picture the best of its group: pixels, bytes, oldest, newest;"
                    + " else as the last search was told.")
    private @Nullable List<String> rules;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only groups of this kind: exact, edited or part.")
    private @Nullable String kind;

    @Option(names = "--keep-best", description = "Delete all pictures of the groups but the best of each.")
    private boolean keepBest;

    @Option(names = "--dry-run", description = "With --keep-best: only count what would be deleted.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "With --keep-best: do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Print each group as one JSON object a line.")
    private boolean json;

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    DuplicatesCommand() {}

    @Override
    public Integer call() {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        check(terminal.isPresent());
        try (Access access = library.open()) {
            Duplicates duplicates = access.duplicates();
            if (cancel) {
                return told(duplicates.cancel());
            }
            if (!list) {
                JsonNode begun = duplicates.start(order());
                if (!wait) {
                    return told(begun);
                }
                JsonNode end = follow(duplicates, begun);
                if (!state(end).equals("done")) {
                    err().println("likeness: the search is " + state(end) + ". "
                            + end.path("problem").asString(""));
                    err().flush();
                    return ExitCodes.FAILED;
                }
            }
            return keepBest ? keep(duplicates, terminal) : print(duplicates);
        }
    }

    private void check(boolean terminal) {
        if (Stream.of(list, cancel, again, !wait).filter(Boolean::booleanValue).count() > 1) {
            throw wrong("--list, --cancel, --again and --no-wait exclude each other");
        }
        if (library.data().isPresent() && (cancel || !wait)) {
            throw wrong("--cancel and --no-wait are about a server, --data is about none");
        }
        if (list && (minConfidence != null || rules != null)) {
            throw wrong("--min-confidence and --rules are told to a search, --list begins none");
        }
        if (kind != null && !KINDS.contains(kind)) {
            throw wrong("--kind is \"" + kind + "\", allowed are " + String.join(", ", KINDS));
        }
        if ((dryRun || yes) && !keepBest) {
            throw wrong("--dry-run and --yes are about --keep-best");
        }
        if (keepBest && (cancel || !wait)) {
            throw wrong("--keep-best needs the groups, so it waits for the search");
        }
        if (keepBest && !dryRun && !yes && !terminal) {
            throw wrong("nobody can be asked whether to delete; say --yes, or --dry-run to count");
        }
        if (minConfidence != null && !(minConfidence >= 0 && minConfidence <= 1)) {
            throw wrong("--min-confidence is " + minConfidence + ", allowed are 0 to 1");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private ObjectNode order() {
        ObjectNode order = JSON.createObjectNode();
        if (minConfidence != null) {
            order.put("min_confidence", minConfidence);
        }
        if (rules != null) {
            rules.forEach(order.putArray("rules")::add);
        }
        return again ? order.put("again", true) : order;
    }

    private JsonNode follow(Duplicates duplicates, JsonNode begun) {
        // Ctrl-C ends the process while this thread waits.
        Thread farewell = new Thread(() -> {
            err().println();
            err().println("likeness: " + duplicates.detach() + ".");
            err().flush();
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        ProgressPrinter printer = new ProgressPrinter(err(), Terminal.columns());
        try {
            JsonNode status = begun;
            while (state(status).equals("running")) {
                printer.show(advance(status));
                Thread.sleep(LOOK);
                status = duplicates.status();
            }
            printer.clear();
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        } finally {
            ImportCommand.forget(farewell);
        }
    }

    private static Advance advance(JsonNode status) {
        JsonNode left = status.path("seconds_left");
        return new Advance(
                true,
                OptionalLong.of(status.path("total").asLong(0)),
                status.path("finished").asLong(0),
                0,
                status.path("pictures_per_second").asDouble(0),
                left.isNumber() ? OptionalLong.of(left.asLong(0)) : OptionalLong.empty());
    }

    private int told(JsonNode status) {
        out().println(
                        json
                                ? status.toString()
                                : "the search is " + state(status) + ": "
                                        + status.path("finished").asLong(0) + " of "
                                        + status.path("total").asLong(0) + " pictures looked at, "
                                        + status.path("pairs").asLong(0) + " pairs");
        out().flush();
        return ExitCodes.DONE;
    }

    private Map<String, String> choice() {
        return kind == null ? Map.of() : Map.of("kind", kind);
    }

    private int print(Duplicates duplicates) {
        if (json) {
            duplicates.groups(choice(), group -> out().println(group));
            out().flush();
            return ExitCodes.DONE;
        }
        Table table = new Table("GROUP", "KIND", "", "ID", "KEY", "SIZE", "RELATION", "CONFIDENCE");
        int[] counts = new int[2];
        duplicates.groups(choice(), group -> {
            counts[0]++;
            for (JsonNode picture : group.path("pictures")) {
                counts[1]++;
                boolean best = picture.path("id").equals(group.path("best"));
                table.add(
                        group.path("id").asString(""),
                        group.path("kind").asString(""),
                        best ? "best" : "",
                        picture.path("id").asString(""),
                        picture.path("key").asString(""),
                        picture.path("width").asInt(0) + "x"
                                + picture.path("height").asInt(0),
                        best ? "" : picture.path("relation").asString(""),
                        best
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "%.4f",
                                        picture.path("confidence").asDouble(0)));
            }
        });
        if (counts[0] > 0) {
            table.print(out());
        }
        out().flush();
        err().println(counts[0] + (counts[0] == 1 ? " group of " : " groups of ") + Counts.pictures(counts[1]) + ".");
        err().flush();
        return ExitCodes.DONE;
    }

    private int keep(Duplicates duplicates, Optional<Console> terminal) {
        int count = duplicates.surplus(choice());
        if (dryRun) {
            return counted("count", count, "would be deleted");
        }
        if (count > 0 && !yes && !DeleteCommand.asked(terminal.orElseThrow(), count)) {
            err().println("Nothing was deleted.");
            return ExitCodes.FAILED;
        }
        return counted("deleted", count == 0 ? 0 : duplicates.keepBest(choice(), count), "deleted");
    }

    private int counted(String name, int count, String words) {
        out().println(json ? JsonLine.of(Map.of(name, count)) : Counts.pictures(count) + " " + words);
        out().flush();
        return ExitCodes.DONE;
    }

    private static String state(JsonNode status) {
        return status.path("state").asString("");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
