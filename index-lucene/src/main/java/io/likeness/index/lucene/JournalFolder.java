package io.likeness.index.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/** The folder of an index and the numbered journals in it: {@code journal-<16 digits>}, in the order in which they were written. */
record JournalFolder(Path path, int dimension) {
    private static final Pattern NAME = Pattern.compile("journal-(\\d{16})");

    Path file(long number) {
        return path.resolve(String.format("journal-%016d", number));
    }

    /** The numbers of the journals that are there, ascending. */
    List<Long> numbers() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes the journals up to {@code number}; a crash may bring them back, which {@link Recovery} expects. */
    void deleteUpTo(long number) throws IOException {
        for (long found : numbers()) {
            if (found <= number) {
                Files.deleteIfExists(file(found));
            }
        }
    }

    /** Makes creations in this folder durable. */
    void force() throws IOException {
        IOUtils.fsync(path, true);
    }
}
