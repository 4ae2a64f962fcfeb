package io.likeness.cli;

import io.likeness.archive.CheckArchive;
import io.likeness.cli.access.Access;
import io.likeness.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness export}: writes a library to one file. Used by one thread. */
@Command(
        name = "export",
        description = "Writes all collections with records, vectors, previews and the model to one file (TAR).",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "A running server goes on adding and deleting meanwhile. The file has its name only once",
            "it is whole and has been read back."
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to be made.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private Path file;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Option(names = "--json", description = "Print the number of pictures as JSON.")
    private boolean json;

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ExportCommand() {}

    @Override
    public Integer call() {
        if (Files.exists(file) && !force) {
            throw new Failure.Conflict(file + " is there already; name another file, or write over it with --force");
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        SortedMap<String, Long> pictures;
        try {
            try {
                write(partial);
                pictures = CheckArchive.check(partial);
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable(file + " cannot be written: " + e, e);
        }
        spec.commandLine().getOut().println(json ? JsonLine.of(pictures) : Counts.inWords(pictures) + " in " + file);
        spec.commandLine().getOut().flush();
        return ExitCodes.DONE;
    }

    private void write(Path partial) throws IOException {
        try (Access access = library.open();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
            access.export(out);
        }
    }
}
