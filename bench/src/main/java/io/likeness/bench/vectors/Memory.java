package io.likeness.bench.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Resident memory of this process as Linux tells it.
 *
 * @param anonymous bytes of its own, the Java heap among them
 * @param file bytes of mapped files that it touched
 */
record Memory(long anonymous, long file) {
    static Memory now() throws IOException {
        return new Memory(line("RssAnon:"), line("RssFile:"));
    }

    private static long line(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    Memory since(Memory before) {
        return new Memory(anonymous - before.anonymous, file - before.file);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "anonymous %d MiB, file %d MiB", anonymous >> 20, file >> 20);
    }
}
