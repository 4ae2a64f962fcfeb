package io.likeness.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Shows how many of how many pictures are done: on a terminal as a line that changes, else as lines now and then. Used by one thread. */
final class CountLine {
    private static final Duration BAR = Duration.ofMillis(200);

    private final ProgressPrinter printer;
    private final boolean hasBar;
    private final long begin = System.nanoTime();
    private long shown = begin;
    private long first = -1;

    /**
     * @param err takes what people watch
     * @param plain whether to use no bar, whatever there is
     */
    CountLine(PrintWriter err, boolean plain) {
        OptionalInt columns = plain ? OptionalInt.empty() : Terminal.columns();
        this.printer = new ProgressPrinter(err, columns);
        this.hasBar = columns.isPresent();
    }

    /** Tells that {@code done} of {@code total} are done. */
    void show(long done, long total) {
        if (first < 0) {
            first = done;
        }
        long now = System.nanoTime();
        if (hasBar && done != total && Duration.ofNanos(now - shown).compareTo(BAR) <= 0) {
            return;
        }
        shown = now;
        printer.show(
                columns -> ProgressLine.bar(text(done, total), share(done, total), columns), () -> text(done, total));
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
        printer.clear();
    }
}
