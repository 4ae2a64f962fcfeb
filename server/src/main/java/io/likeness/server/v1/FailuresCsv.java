package io.likeness.server.v1;

import io.likeness.imports.ImportFailure;
import java.util.List;

/** Failures as CSV (RFC 4180) that a spreadsheet does not take for formulas. */
final class FailuresCsv {
    static final String HEADER = "name,reason\r\n";

    private FailuresCsv() {}

    static String line(ImportFailure failure) {
        return CsvCells.line(List.of(failure.name(), failure.reason()));
    }
}
