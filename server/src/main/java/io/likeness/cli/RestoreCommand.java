package io.likeness.cli;

import io.likeness.archive.RestoreLibrary;
import io.likeness.server.settings.ProductVersion;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness restore}: makes a library from an archive. Used by one thread. */
@Command(
        name = "restore",
        description = "Makes a data folder from a file that export wrote; ids, times and scores stay as they were.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "The folder appears once it is whole; a server is then started on it with --data.")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The archive.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder to be made; it must be absent or empty.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private Path data;

    @Option(names = "--json", description = "Print the number of pictures as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    RestoreCommand() {}

    @Override
    public Integer call() {
        SortedMap<String, Long> pictures = RestoreLibrary.restore(file, data, ProductVersion.CURRENT);
        spec.commandLine().getOut().println(json ? JsonLine.of(pictures) : Counts.inWords(pictures) + " in " + data);
        spec.commandLine().getOut().flush();
        return ExitCodes.DONE;
    }
}
