package io.likeness.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Shows how many of how many pictures are done: on a terminal as a line that changes, else as lines now and then. Used by one thread. */
final class CountLine {
    private static final Duration LINE = Duration.ofSeconds(10);
    private static final Duration BAR = Duration.ofMillis(200);

    private final PrintWriter err;
    private final OptionalInt columns;
    private final long begin = System.nanoTime();
    private long shown = begin;
    private long first = -1;
    private boolean barShown;

    /**
     * @param err takes what people watch
     * @param plain whether to use no bar, whatever there is
     */
    CountLine(PrintWriter err, boolean plain) {
        this.err = err;
        this.columns = plain ? OptionalInt.empty() : Terminal.columns();
    }

    /** Tells that {@code done} of {@code total} are done. */
    void show(long done, long total) {
        if (first < 0) {
            first = done;
        }
        long now = System.nanoTime();
        Duration since = Duration.ofNanos(now - shown);
        if (columns.isPresent() && (since.compareTo(BAR) > 0 || done == total)) {
            String line = ProgressLine.bar(text(done, total), share(done, total), columns.getAsInt());
            // Blanks after the text cover what an earlier, longer line left.
            err.print("\r" + line + " ".repeat(Math.max(0, columns.getAsInt() - 1 - line.length())));
            err.flush();
            barShown = true;
            shown = now;
        } else if (columns.isEmpty() && since.compareTo(LINE) > 0) {
            err.println(text(done, total));
            err.flush();
            shown = now;
        }
    }

    private String text(long done, long total) {
        double seconds =
                Math.max(0.001, Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
        double rate = (done - first) / seconds;
        String text = String.format(
                Locale.ROOT, "%3d %%  %d/%d  %.0f/s", (int) (100 * share(done, total)), done, total, rate);
        return rate < 0.1 || done >= total
                ? text
                : text + "  " + ProgressLine.duration((long) ((total - done) / rate)) + " left";
    }

    private static double share(long done, long total) {
        return total <= 0 ? 1 : Math.min(1, (double) done / total);
    }

    /** Leaves the line that changes. */
    void end() {
        if (barShown) {
            err.println();
            err.flush();
            barShown = false;
        }
    }
}
