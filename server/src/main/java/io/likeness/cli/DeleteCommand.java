package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.Selection;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness delete}: deletes stored pictures. Used by one thread. */
@Command(
        name = "delete",
        description = "Deletes stored pictures by id, key or filter; files elsewhere stay.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    @Option(names = "--id", paramLabel = "ID", description = "A picture with this id; may be repeated.")
    private @Nullable List<String> ids;

    @Option(names = "--key", paramLabel = "KEY", description = "All pictures of this key; may be repeated.")
    private @Nullable List<String> keys;

    @Option(names = "--dry-run", description = "Only count what would be deleted.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Print the number as JSON.")
    private boolean json;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    DeleteCommand() {}

    @Override
    public Integer call() {
        Selection selection = selection();
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (!dryRun && !yes && terminal.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nobody can be asked whether to delete; say --yes, or --dry-run to count");
        }
        try (Access access = library.open()) {
            if (dryRun) {
                tell("count", access.delete(selection, true), "would be deleted");
                return ExitCodes.DONE;
            }
            if (!yes && !asked(terminal.orElseThrow(), access.delete(selection, true))) {
                spec.commandLine().getErr().println("Nothing was deleted.");
                return ExitCodes.FAILED;
            }
            tell("deleted", access.delete(selection, false), "deleted");
            return ExitCodes.DONE;
        }
    }

    private Selection selection() {
        int kinds = (ids == null ? 0 : 1) + (keys == null ? 0 : 1) + (filter.isGiven() ? 1 : 0);
        if (kinds != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what to delete in one way: --id, --key, or a filter (--tag, --key-prefix, --filter)");
        }
        if (ids != null) {
            return new Selection.Ids(ids);
        }
        if (keys != null) {
            return new Selection.Keys(keys);
        }
        return new Selection.Matching(filter.filter().orElseThrow());
    }

    static boolean asked(Console console, long count) {
        String answer = console.readLine("Delete %d pictures? [y/N] ", count);
        return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private void tell(String name, long count, String words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json ? JsonLine.of(Map.of(name, count)) : count + (count == 1 ? " picture " : " pictures ") + words);
        out.flush();
    }
}
