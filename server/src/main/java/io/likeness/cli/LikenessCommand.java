package io.likeness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code likeness} and its subcommands; where the process begins. Used by one thread. */
@Command(
        name = "likeness",
        description = "Finds pictures by picture.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            SearchCommand.class,
            ListCommand.class,
            DeleteCommand.class,
            DuplicatesCommand.class,
            StatsCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            RestoreCommand.class,
            MigrateCommand.class,
            AdoptCommand.class,
            EvalCommand.class,
            ModelsCommand.class,
            ReembedCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it could not be done; the reason is told in one sentence",
            "2:the command line is wrong",
            "3:the server or the disk does not answer, or has too much to do; trying again later may help",
            "4:the token or a rule of the server does not allow it",
            "5:done but for some pictures: import and adopt",
            "6:verify found something wrong, or migrate a difference",
            "130:ended by Ctrl-C"
        })
public final class LikenessCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    LikenessCommand() {}

    public static void main(String[] args) {
        if (args.length == 0 || !args[0].equals("serve")) {
            QuietLog.begin();
        }
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to be executed. */
    public static CommandLine commandLine() {
        return new CommandLine(new LikenessCommand()).setExecutionExceptionHandler(new FailureSentence());
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? The first one to try is: serve");
    }
}
