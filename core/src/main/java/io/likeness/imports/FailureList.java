package io.likeness.imports;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** The items that failed, with reasons: a file of one line each, which ends in the CRC-32C of what stands before. Safe for use by many threads. */
final class FailureList {
    private static final int SHOWN = 20;

    private final Path file;
    // Guarded by this; the newest last.
    private final Deque<ImportFailure> newest = new ArrayDeque<>();
    // Guarded by this; a list that nobody asks for is not read.
    private boolean read;

    FailureList(Path file) {
        this.file = file;
    }

    synchronized void add(ImportFailure failure) {
        readOnce();
        String line = escape(failure.name()) + "\t" + escape(failure.reason());
        try {
            Files.writeString(
                    file, line + "\t" + checksum(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be written: " + e.getMessage(), e);
        }
        remember(failure);
    }

    synchronized List<ImportFailure> newest() {
        readOnce();
        return List.copyOf(newest).reversed();
    }

    private synchronized void readOnce() {
        if (!read) {
            read = true;
            forEach(this::remember);
        }
    }

    /** Hands over every failure, the oldest first. */
    void forEach(Consumer<ImportFailure> consumer) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (String line : lines(file)) {
                int tab = line.indexOf('\t');
                int end = line.lastIndexOf('\t');
                if (tab >= 0 && tab < end) {
                    consumer.accept(new ImportFailure(
                            unescape(line.substring(0, tab)), unescape(line.substring(tab + 1, end))));
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is wrong with {@code file}, or empty; a line cut short at its end is not. */
    static Optional<String> damage(Path file) throws IOException {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            int end = line.lastIndexOf('\t');
            if (end < 0 || !checksum(line.substring(0, end)).equals(line.substring(end + 1))) {
                return Optional.of("line " + number + " does not fit its checksum");
            }
        }
        return isWhole(rest(file)) ? Optional.of("the end of its last line is missing") : Optional.empty();
    }

    /** Whether a whole line stands there with something else than a line's end behind it, which no crash leaves. */
    private static boolean isWhole(String rest) {
        int end = rest.lastIndexOf('\t');
        return end >= 0 && rest.startsWith(checksum(rest.substring(0, end)), end + 1);
    }

    /** What stands behind the last whole line. */
    private static String rest(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /** The whole lines; bytes that are no text are shown as such, because a list with a mistake helps more than none. */
    private static List<String> lines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.removeLast();
        return lines;
    }

    private static String checksum(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    synchronized void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be written: " + e.getMessage(), e);
        }
        newest.clear();
        read = true;
    }

    private synchronized void remember(ImportFailure failure) {
        newest.addLast(failure);
        if (newest.size() > SHOWN) {
            newest.removeFirst();
        }
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(
                        switch (escaped) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
