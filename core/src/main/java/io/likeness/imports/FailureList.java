package io.likeness.imports;

import io.likeness.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The items that failed, with reasons: a file of one line each. Safe for use by many threads. */
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
        String line = escape(failure.name()) + "\t" + escape(failure.reason()) + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                if (tab >= 0) {
                    consumer.accept(
                            new ImportFailure(unescape(line.substring(0, tab)), unescape(line.substring(tab + 1))));
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be read: " + e.getMessage(), e);
        }
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
