package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.Move;
import io.likeness.failure.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness reembed}: moves a library to another model. Used by one thread. */
@Command(
        name = "reembed",
        description = "Moves a library to another model: makes the vectors of all pictures anew while the library"
                + " goes on answering with those it has, then changes over at once.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "The vectors before are kept, and kept up, until --confirm; --roll-back goes back to them.",
            "Stopped or killed, it goes on where it was when the server or this command is started again."
        })
final class ReembedCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration LINE = Duration.ofSeconds(10);
    private static final String RUNNING = "running";

    @ArgGroup
    private @Nullable What what;

    @Option(names = "--no-wait", description = "Do not wait until the server has done it.")
    private boolean noWait;

    @Option(names = "--json", description = "Print how far it is as JSON, one object a line.")
    private boolean json;

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    /** One of these; none begins with the built-in model, or goes on with what is under way. */
    static final class What {
        @Option(
                names = "--model",
                paramLabel = "DIR",
                description = "Folder of the model's bundle (the built-in one); of a server, below one of its roots.")
        private @Nullable Path model;

        @Option(names = "--status", description = "Only say how far it is.")
        private boolean status;

        @Option(names = "--confirm", description = "Delete the vectors of the model before.")
        private boolean confirm;

        @Option(names = "--roll-back", description = "Give the new vectors up and go back to the model before.")
        private boolean rollBack;
    }

    ReembedCommand() {}

    @Override
    public Integer call() {
        Move move = move();
        try (Access access = library.open()) {
            Map<String, @Nullable Object> status = access.move(move);
            // Without a server the work ends with this process.
            boolean waits =
                    move instanceof Move.Begin && (!noWait || library.data().isPresent());
            long line = System.nanoTime();
            while (waits && RUNNING.equals(status.get("state"))) {
                if (System.nanoTime() - line > LINE.toNanos()) {
                    line = System.nanoTime();
                    tell(status);
                }
                sleep();
                status = access.move(new Move.Look());
            }
            return end(status);
        }
    }

    private Move move() {
        if (what == null) {
            return new Move.Begin(Optional.empty());
        }
        if (what.confirm) {
            return new Move.Confirm();
        }
        if (what.rollBack) {
            return new Move.RollBack();
        }
        return what.status
                ? new Move.Look()
                : new Move.Begin(Optional.ofNullable(what.model)
                        .map(folder -> folder.toAbsolutePath().normalize()));
    }

    /** Progress, which is not the result. */
    private void tell(Map<String, @Nullable Object> status) {
        PrintWriter out =
                json ? spec.commandLine().getOut() : spec.commandLine().getErr();
        out.println(json ? JsonLine.of(status) : sentence(status));
        out.flush();
    }

    private int end(Map<String, @Nullable Object> status) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonLine.of(status) : sentence(status));
        out.flush();
        if (!"stuck".equals(status.get("state"))) {
            return ExitCodes.DONE;
        }
        PrintWriter err = spec.commandLine().getErr();
        if (!json && status.get("failures") instanceof Iterable<?> failures) {
            failures.forEach(failure -> err.println("  " + failure));
            err.flush();
        }
        return ExitCodes.PARTLY;
    }

    private static String sentence(Map<String, @Nullable Object> status) {
        String model = name(status.get("model"));
        String other = name(status.get("other"));
        String share = status.get("finished") + " of " + status.get("pictures") + " pictures";
        return switch (String.valueOf(status.get("state"))) {
            case RUNNING -> "moving from " + model + " to " + other + ": " + share;
            case "stuck" ->
                "not moved from " + model + " to " + other + ": " + status.get("failed")
                        + " pictures fail; repair or delete them and repeat the command, or --roll-back";
            case "switched" ->
                model + " answers; the vectors of " + other + " are kept (" + share
                        + ") until --confirm, or --roll-back";
            default -> "the library has one model, " + model;
        };
    }

    private static String name(@Nullable Object model) {
        return model instanceof Map<?, ?> facts ? String.valueOf(facts.get("name")) : "none";
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }
}
