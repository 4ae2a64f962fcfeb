package io.likeness.cli;

import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.index.IndexProblem;
import io.likeness.verify.VerifyLibrary;
import io.likeness.verify.VerifyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness verify}: checks a library on disk. Used by one thread. */
@Command(
        name = "verify",
        description = "Checks every file, record and preview of a library, and says what is wrong and what to do.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "No server may have the folder open. The exit code is 0 if all is well, 6 if not.")
final class VerifyCommand implements Callable<Integer> {
    // Previews are small.
    private static final long MAX_PIXELS = 10_000_000;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of the library.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private Path data;

    @Option(names = "--json", description = "Print what was found as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    VerifyCommand() {}

    @Override
    public Integer call() {
        VerifyReport report = VerifyLibrary.verify(
                data, new OpenCvImageDecoder(MAX_PIXELS, new PixelBudget(MAX_PIXELS, Duration.ofMinutes(1))));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.DAMAGED;
    }

    private void print(VerifyReport report, PrintWriter out) {
        for (IndexProblem problem : report.problems()) {
            out.println(problem.where());
            out.println("  wrong: " + problem.what());
            out.println("  to do: " + problem.remedy());
        }
        report.notes().forEach(note -> out.println("note: " + note));
        String held = Counts.inWords(report.pictures()) + ", " + report.previews() + " previews";
        int found = report.problems().size();
        out.println(
                found == 0
                        ? "All is well in " + data + ": " + held + "."
                        : found + (found == 1 ? " problem in " : " problems in ") + data + "; could be read: " + held
                                + ".");
    }
}
