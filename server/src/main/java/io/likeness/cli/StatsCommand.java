package io.likeness.cli;

import io.likeness.cli.access.Access;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness stats}: says how large a library is and how it fares. Used by one thread. */
@Command(
        name = "stats",
        description = "Says how many pictures there are, what they take, and how long the stages of a request took.",
        mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    StatsCommand() {}

    @Override
    public Integer call() {
        Map<String, @Nullable Object> stats;
        try (Access access = library.open()) {
            stats = access.stats();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(stats));
        } else {
            Table table = new Table("WHAT", "VALUE");
            rows("", stats, table);
            table.print(out);
        }
        out.flush();
        return ExitCodes.DONE;
    }

    private static void rows(String prefix, Map<?, ?> values, Table table) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                rows(prefix + name + ".", inner, table);
            } else {
                table.add(prefix + name, String.valueOf(value));
            }
        });
    }
}
