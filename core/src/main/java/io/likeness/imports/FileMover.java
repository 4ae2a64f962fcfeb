package io.likeness.imports;

import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Moves files to a folder, where they keep their relative path. A file that is there is never written over: a picture of the same name gets another.
 * Safe for use by many threads and, as far as not writing over goes, many processes.
 */
final class FileMover {
    private static final int MOST_NAMES = 100_000;

    private final Path folder;

    FileMover(Path folder) {
        this.folder = folder;
    }

    /**
     * Chooses where {@code source} goes: its relative path where that is free, or taken by a file of the same bytes, else with -1, -2 and so on before
     * the dot.
     */
    Path choose(Path source, Path relative) throws IOException {
        for (int number = 0; number < MOST_NAMES; number++) {
            Path target = folder.resolve(numbered(relative, number));
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || isSame(source, target)) {
                return target;
            }
        }
        throw new FileAlreadyExistsException(folder.resolve(relative).toString());
    }

    private static Path numbered(Path relative, int number) {
        if (number == 0) {
            return relative;
        }
        String name = String.valueOf(relative.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String suffix = dot > 0 ? name.substring(dot) : "";
        return relative.resolveSibling(stem + "-" + number + suffix);
    }

    /**
     * Moves {@code source} to {@code target}, durably, also to another file system. The source goes last, so that a crash leaves one or both, never
     * neither.
     *
     * @return false if another file has taken the target meanwhile; nothing was moved then
     */
    boolean move(Path source, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new FileSystemException(target.toString(), null, "is no file in a folder");
        }
        DurableFiles.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder.toRealPath())) {
            throw new FileSystemException(parent.toString(), null, "a link leads out of " + folder);
        }
        if (!appear(source, target)) {
            return false;
        }
        DurableFiles.forceDirectory(parent);
        Files.delete(source);
        return true;
    }

    private static boolean appear(Path source, Path target) throws IOException {
        try {
            // A link is made only where there is nothing, which a rename does not promise.
            Files.createLink(target, source);
            return true;
        } catch (FileAlreadyExistsException _) {
            return isSame(source, target);
        } catch (UnsupportedOperationException | FileSystemException _) {
            return copy(source, target);
        }
    }

    private static boolean copy(Path source, Path target) throws IOException {
        Path partial = target.resolveSibling("." + target.getFileName() + ".likeness-partial");
        try {
            Files.copy(source, partial, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            DurableFiles.forceFile(partial);
            // Where there are no links at all this is the best there is: it looks, then renames.
            Files.move(partial, target);
            return true;
        } catch (FileAlreadyExistsException _) {
            return isSame(source, target);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static boolean isSame(Path source, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(source, target) < 0;
    }
}
