package io.likeness.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness completion}: prints what a shell needs to complete command lines. Used by one thread. */
@Command(
        name = "completion",
        description = "Prints a script that makes bash and zsh complete command lines of likeness.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "For this shell:   source <(likeness completion)",
            "For every bash:   likeness completion > ~/.local/share/bash-completion/completions/likeness"
        })
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    CompletionCommand() {}

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("likeness", root));
        out.flush();
    }
}
