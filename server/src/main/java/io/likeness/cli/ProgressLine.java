package io.likeness.cli;

import io.likeness.cli.access.Advance;
import io.likeness.cli.access.ImportStatus;
import java.util.Locale;
import java.util.OptionalLong;

/** How far some work is, in one line. */
final class ProgressLine {
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 5;
    private static final long HOUR = 3600;
    private static final long MINUTE = 60;

    private ProgressLine() {}

    /** A line with a bar that fills at most {@code columns} columns; a narrow terminal gets less of it. */
    static String bar(Advance status, int columns) {
        return status.total().isPresent() ? bar(text(status), share(status), columns) : cut(text(status), columns);
    }

    /** {@code text} behind a bar of which {@code share}, 0 to 1, is full. */
    static String bar(String text, double share, int columns) {
        // One column stays free, because a full line makes some terminals begin the next.
        int left = columns - 1 - text.length() - 3;
        if (left < NARROWEST_BAR) {
            return cut(text, columns);
        }
        int width = Math.min(left, WIDEST_BAR);
        int full = (int) Math.floor(share * width);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "] " + text;
    }

    private static String cut(String text, int columns) {
        return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
    }

    /** The line without a bar. */
    static String text(Advance status) {
        StringBuilder text = new StringBuilder();
        OptionalLong total = status.total();
        if (total.isPresent()) {
            text.append(String.format(
                    Locale.ROOT, "%3d %%  %d/%d", (int) (share(status) * 100), status.finished(), total.getAsLong()));
        } else {
            text.append(status.finished());
        }
        text.append(String.format(Locale.ROOT, "  %.1f/s", status.picturesPerSecond()));
        status.secondsLeft()
                .ifPresent(left -> text.append("  ").append(duration(left)).append(" left"));
        if (status.failed() > 0) {
            text.append("  ").append(status.failed()).append(" failed");
        }
        return text.toString();
    }

    /** What became of it. */
    static String summary(ImportStatus status) {
        return status.added() + " added, " + status.known() + " known already, " + status.skipped() + " no pictures, "
                + status.failed() + " failed";
    }

    private static double share(Advance status) {
        long total = status.total().orElse(0);
        return total <= 0 ? (status.running() ? 0 : 1) : Math.min(1, (double) status.finished() / total);
    }

    /** Hours, minutes and seconds. */
    static String duration(long seconds) {
        return seconds >= HOUR
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds / MINUTE % MINUTE, seconds % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d", seconds / MINUTE, seconds % MINUTE);
    }
}
