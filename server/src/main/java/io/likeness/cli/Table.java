package io.likeness.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns. Used by one thread. */
final class Table {
    private static final int GAP = 2;
    private static final int WIDEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(clean(row.get(i))));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = clean(row.get(i));
                line.append(cell);
                if (i < columns - 1) {
                    line.append(" ".repeat(widths[i] - width(cell) + GAP));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Keys are whatever a caller stored: nothing in them may move the cursor or hide a part of the line. */
    private static String clean(String cell) {
        String plain = cell.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.codePointCount(0, plain.length()) <= WIDEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    /** Columns of a terminal: letters of East Asia take two. */
    private static int width(String cell) {
        return cell.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
