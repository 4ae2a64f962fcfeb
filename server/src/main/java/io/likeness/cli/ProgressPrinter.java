package io.likeness.cli;

import io.likeness.cli.access.Advance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Shows how far some work is: on a terminal as a line that changes, else as lines now and then. Used by one thread. */
final class ProgressPrinter {
    private static final Duration LINE = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final OptionalInt columns;
    private long lastLine = System.nanoTime();
    private boolean barShown;

    /**
     * @param err takes what people watch
     * @param columns of the terminal, or empty where there is none
     */
    ProgressPrinter(PrintWriter err, OptionalInt columns) {
        this.err = err;
        this.columns = columns;
    }

    void show(Advance advance) {
        show(width -> ProgressLine.bar(advance, width), () -> ProgressLine.text(advance));
    }

    /**
     * Shows work that is told otherwise.
     *
     * @param bar makes the line that changes, for a terminal of so many columns
     * @param text makes one of the lines that stay
     */
    void show(IntFunction<String> bar, Supplier<String> text) {
        if (columns.isPresent()) {
            // Blanks after the text cover what an earlier, longer line left: no control but the return is needed.
            String line = bar.apply(columns.getAsInt());
            err.print("\r" + line + " ".repeat(Math.max(0, columns.getAsInt() - 1 - line.length())));
            err.flush();
            barShown = true;
        } else if (System.nanoTime() - lastLine >= LINE.toNanos()) {
            lastLine = System.nanoTime();
            err.println(text.get());
            err.flush();
        }
    }

    /** Leaves the line that changes, if there is one, so that others may follow. */
    void clear() {
        if (barShown) {
            err.println();
            err.flush();
            barShown = false;
        }
    }
}
