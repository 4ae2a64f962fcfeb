package io.likeness.cli;

import io.likeness.cli.access.Advance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;

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
        if (columns.isPresent()) {
            // Blanks after the text cover what an earlier, longer line left: no control but the return is needed.
            String line = ProgressLine.bar(advance, columns.getAsInt());
            err.print("\r" + line + " ".repeat(Math.max(0, columns.getAsInt() - 1 - line.length())));
            err.flush();
            barShown = true;
        } else if (System.nanoTime() - lastLine >= LINE.toNanos()) {
            lastLine = System.nanoTime();
            err.println(ProgressLine.text(advance));
            err.flush();
        }
    }

    /** Leaves the line that changes, if there is one, so that others may follow. */
    void clear() {
        if (barShown) {
            err.println();
            barShown = false;
        }
    }
}
