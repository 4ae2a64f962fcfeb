package io.likeness.server.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/** The bytes in a folder, counted at most once a minute because there may be a million files. Safe for use by many threads. */
final class DataSize {
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path folder;
    // Both guarded by this.
    private long bytes = -1;
    private long counted;

    DataSize(Path folder) {
        this.folder = folder;
    }

    /** The bytes now or less than a minute ago. */
    synchronized long bytes() {
        if (bytes < 0 || System.nanoTime() - counted > KEPT_NANOS) {
            bytes = count();
            counted = System.nanoTime();
        }
        return bytes;
    }

    private long count() {
        Sum sum = new Sum();
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        /** Files come and go while they are counted. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
