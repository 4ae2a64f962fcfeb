package io.likeness.server.v1;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180) that a spreadsheet does not take for formulas. */
final class CsvCells {
    // What makes a cell a formula in one spreadsheet or another.
    private static final String FORMULAS = "=+-@\t\r\n";

    private CsvCells() {}

    static String line(List<String> cells) {
        return cells.stream().map(CsvCells::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
