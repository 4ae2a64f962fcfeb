package io.likeness.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The terminal behind standard error, if there is one. */
final class Terminal {
    private static final int NARROWEST = 20;
    private static final int USUAL = 80;

    private Terminal() {}

    /** Its columns, or empty where standard error goes elsewhere or nobody can tell. */
    static OptionalInt columns() {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return OptionalInt.empty();
        }
        try {
            // Only a shell knows whether the stream it inherits is a terminal; stty asks the one on its standard input.
            Process shell = new ProcessBuilder("sh", "-c", "test -t 2 && { stty size <&2 2>/dev/null || echo 0 0; }")
                    .redirectError(Redirect.INHERIT)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return columns(answer);
        } catch (IOException _) {
            return OptionalInt.empty();
        }
    }

    /** Reads "ROWS COLUMNS"; a terminal that does not tell its size is taken as one of the usual. */
    static OptionalInt columns(String size) {
        if (!size.matches("\\d{1,6} \\d{1,6}")) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        return OptionalInt.of(columns < NARROWEST ? USUAL : columns);
    }
}
