package io.likeness.cli.access;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts bytes on disk. */
final class FolderSize {
    private FolderSize() {}

    static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Unavailable("the size of " + folder + " cannot be told: " + e.getMessage(), e);
        }
    }
}
