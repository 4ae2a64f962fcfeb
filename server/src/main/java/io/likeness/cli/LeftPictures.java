package io.likeness.cli;

import io.likeness.index.milvus.EarlierRows.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pictures that were not adopted: the first of them for people, all in a CSV file where one is wanted. Safe for use by many threads. */
final class LeftPictures implements AutoCloseable {
    private static final int SHOWN = 20;

    // Guarded by this, as are the fields below.
    private final @Nullable PrintWriter file;
    private final List<String> first = new ArrayList<>();
    private long count;

    private LeftPictures(@Nullable PrintWriter file) {
        this.file = file;
    }

    /** Begins, with a file if {@code path} names one. */
    static LeftPictures open(@Nullable Path path) throws IOException {
        if (path == null) {
            return new LeftPictures(null);
        }
        PrintWriter file = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
        file.println("id,key,filepath,reason");
        return new LeftPictures(file);
    }

    synchronized void add(Row row, String reason) {
        count++;
        if (first.size() < SHOWN) {
            first.add(
                    row.id() + " " + printable(row.key()) + " " + printable(row.filepath()) + ": " + printable(reason));
        }
        if (file != null) {
            file.println(row.id() + "," + quoted(row.key()) + "," + quoted(row.filepath()) + "," + quoted(reason));
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** Keys and paths are whatever somebody made them. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    synchronized void tell(PrintWriter err, @Nullable Path path) {
        first.forEach(line -> err.println("  left: " + line));
        if (count > first.size()) {
            err.println("  and " + (count - first.size()) + " more"
                    + (path == null ? "; --report FILE writes them all down" : "; all are in " + path));
        }
        err.flush();
    }

    /**
     * Ends the file.
     *
     * @throws IOException if it is not whole
     */
    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            boolean broken = file.checkError();
            file.close();
            if (broken) {
                throw new IOException("the disk refused");
            }
        }
    }
}
