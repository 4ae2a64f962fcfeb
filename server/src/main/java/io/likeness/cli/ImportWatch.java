package io.likeness.cli;

import io.likeness.cli.access.ImportStatus;
import io.likeness.cli.access.Imports;
import io.likeness.failure.Failure;
import io.likeness.imports.ImportFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Shows how far an import is until it ends: on a terminal as a line that changes, else as lines now and then. Used by one thread. */
final class ImportWatch {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration JSON_LINE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Imports imports;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final ProgressPrinter printer;
    private long lastLine = System.nanoTime();

    /**
     * @param out takes what machines read
     * @param err takes what people watch
     * @param columns of the terminal, or empty where there is none
     */
    ImportWatch(Imports imports, PrintWriter out, PrintWriter err, boolean json, OptionalInt columns) {
        this.imports = imports;
        this.out = out;
        this.err = err;
        this.json = json;
        this.printer = new ProgressPrinter(err, columns);
    }

    /** Watches to the end; answers how it ended. */
    ImportStatus follow(ImportStatus first) {
        ImportStatus status = first;
        show(status, json);
        while (status.isRunning()) {
            sleep();
            status = look(status.id());
            show(status, !status.isRunning());
        }
        end(status);
        return status;
    }

    /** A server may be stopped and started again while it imports. */
    private ImportStatus look(String id) {
        long begin = System.nanoTime();
        boolean said = false;
        while (true) {
            try {
                return imports.status(id);
            } catch (Failure.Unavailable | Failure.Overloaded e) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!said) {
                    printer.clear();
                    err.println(
                            "likeness: " + e.getMessage() + "; waiting, the import goes on when the server is back");
                    err.flush();
                    said = true;
                }
                sleep();
            }
        }
    }

    private void show(ImportStatus status, boolean now) {
        long sinceLine = System.nanoTime() - lastLine;
        if (json) {
            if (now || sinceLine >= JSON_LINE.toNanos()) {
                lastLine = System.nanoTime();
                out.println(JsonLine.of(facts(status)));
                out.flush();
            }
        } else {
            printer.show(status.advance());
        }
    }

    private void end(ImportStatus status) {
        printer.clear();
        for (ImportFailure failure : status.lastFailures()) {
            err.println("  failed: " + printable(failure.name()) + ": " + printable(failure.reason()));
        }
        if (status.failed() > status.lastFailures().size()) {
            err.println("  and " + (status.failed() - status.lastFailures().size()) + " more");
        }
        err.flush();
        if (!json) {
            out.println(status.state().name().toLowerCase(Locale.ROOT) + ": " + ProgressLine.summary(status));
            out.flush();
        }
    }

    /** Names of files are whatever somebody made them. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /** In the words of {@code GET /v1/imports/{id}}. */
    static Map<String, @Nullable Object> facts(ImportStatus status) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("id", status.id());
        facts.put("state", status.state().name().toLowerCase(Locale.ROOT));
        facts.put("total", status.total().isPresent() ? status.total().getAsLong() : null);
        facts.put("finished", status.finished());
        facts.put("added", status.added());
        facts.put("known", status.known());
        facts.put("skipped", status.skipped());
        facts.put("failed", status.failed());
        facts.put("pictures_per_second", Math.round(status.picturesPerSecond() * 10) / 10.0);
        facts.put(
                "seconds_left",
                status.secondsLeft().isPresent() ? status.secondsLeft().getAsLong() : null);
        facts.put("problem", status.problem().isEmpty() ? null : status.problem());
        return facts;
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
