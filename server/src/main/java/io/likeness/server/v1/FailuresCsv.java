package io.likeness.server.v1;

import io.likeness.imports.ImportFailure;

/** Failures as CSV (RFC 4180) that a spreadsheet does not take for formulas. */
final class FailuresCsv {
    static final String HEADER = "name,reason\r\n";

    // What makes a cell a formula in one spreadsheet or another.
    private static final String FORMULAS = "=+-@\t\r\n";

    private FailuresCsv() {}

    static String line(ImportFailure failure) {
        return quoted(failure.name()) + "," + quoted(failure.reason()) + "\r\n";
    }

    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
