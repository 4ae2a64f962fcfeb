package io.likeness.imports;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Moves files below a folder, keeping their relative path and never over another file. Safe for use by many threads. */
final class FileMover {
    private static final int NAMES_TRIED = 10_000;

    private final Path folder;

    FileMover(Path folder) {
        this.folder = folder;
    }

    /** The free place that a file of this relative name would get now. */
    Path target(String relativeName) {
        for (int i = 0; i < NAMES_TRIED; i++) {
            Path candidate = folder.resolve(numbered(relativeName, i)).normalize();
            if (!candidate.startsWith(folder)) {
                throw new Failure.Forbidden("\"" + relativeName + "\" lies outside the folder " + folder);
            }
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new Failure.Conflict("there are " + NAMES_TRIED + " files like " + relativeName + " in " + folder);
    }

    /**
     * Moves {@code file} to {@code target}, or beside it where somebody took that place meanwhile; works across file systems.
     *
     * @return where it is now
     */
    Path move(Path file, Path target, String relativeName) {
        try {
            Files.createDirectories(target.getParent());
            while (true) {
                try {
                    place(file, target);
                    Files.delete(file);
                    return target;
                } catch (FileAlreadyExistsException e) {
                    target = target(relativeName);
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("stored, but not moved to " + target + ": " + e.getMessage(), e);
        }
    }

    private static void place(Path file, Path target) throws IOException {
        try {
            link(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException taken) {
                throw taken;
            }
            copy(file, target);
        }
    }

    // A hard link, unlike a rename, fails where the name is taken.
    private static void link(Path target, Path file) throws IOException {
        Files.createLink(target, file);
    }

    private static void copy(Path file, Path target) throws IOException {
        Path copy = Files.createTempFile(target.getParent(), ".moving-", "");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            try {
                link(target, copy);
            } catch (UnsupportedOperationException e) {
                Files.move(copy, target);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static String numbered(String name, int i) {
        if (i == 0) {
            return name;
        }
        int slash = name.lastIndexOf('/');
        int dot = name.lastIndexOf('.');
        return dot > slash + 1 ? name.substring(0, dot) + "-" + i + name.substring(dot) : name + "-" + i;
    }
}
