package io.likeness.cli;

import io.likeness.failure.Failure;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure in one sentence, and a bug with what its finder needs. */
final class FailureSentence implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (thrown instanceof Failure failure) {
            command.getErr().println(sentence(String.valueOf(failure.getMessage())));
            command.getErr().flush();
            return ExitCodes.of(failure);
        } else {
            command.getErr()
                    .println("Likeness met a failure that nobody expected; please report it with what follows.");
            thrown.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    private static String sentence(String message) {
        return "likeness: " + message + (message.endsWith(".") ? "" : ".");
    }
}
