package io.likeness.bench.vectors;

import io.likeness.bench.ProcessStatus;
import java.io.IOException;
import java.util.Locale;

/**
 * Resident memory of this process as Linux tells it.
 *
 * @param anonymous bytes of its own, the Java heap among them
 * @param file bytes of mapped files that it touched
 */
record Memory(long anonymous, long file) {
    static Memory now() throws IOException {
        return new Memory(line("RssAnon"), line("RssFile"));
    }

    private static long line(String name) throws IOException {
        return ProcessStatus.bytes("self", name).orElseThrow();
    }

    Memory since(Memory before) {
        return new Memory(anonymous - before.anonymous, file - before.file);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "anonymous %d MiB, file %d MiB", anonymous >> 20, file >> 20);
    }
}
