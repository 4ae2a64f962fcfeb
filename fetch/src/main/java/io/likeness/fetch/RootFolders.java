package io.likeness.fetch;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders of this machine that callers may name paths below, by the paths that are left when links are followed. What lies elsewhere answers the
 * same whether it exists or not. Immutable, hence safe for use by many threads.
 */
public final class RootFolders implements ImportFolders {
    /** PATH_MAX of Linux, in bytes. */
    private static final int LONGEST_PATH = 4096;

    /** Trees of the kernel: their files have no end, wait for events or tell secrets. */
    private static final List<Path> KERNEL_TREES = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final List<Path> roots;

    /**
     * @param roots relative ones are taken from the working folder; none closes all
     */
    public RootFolders(List<Path> roots) {
        this.roots = roots.stream().map(Path::toAbsolutePath).toList();
    }

    @Override
    public Path source(String path) {
        Path folder = parse(path);
        try {
            if (!Files.isDirectory(realPath(folder))) {
                throw new Failure.BadInput("\"" + path + "\" is a file, an import reads a folder");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return folder.normalize();
    }

    @Override
    public Path destination(String path) {
        Path folder = parse(path).normalize();
        try {
            Path real = Files.exists(folder) ? folder.toRealPath() : realAncestor(folder);
            rootOf(real);
            if (!Files.isDirectory(real)) {
                throw new Failure.BadInput("\"" + path + "\" is no folder that files can be moved to");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return folder;
    }

    /**
     * The path that {@code text} writes.
     *
     * @throws Failure.Forbidden if there are no roots at all
     * @throws Failure.BadInput if it is none, or relative
     */
    Path parse(String text) {
        if (roots.isEmpty()) {
            throw new Failure.Forbidden(
                    "no folder is open to paths: name one by likeness.roots (LIKENESS_ROOTS, --root)");
        }
        if (text.isBlank()) {
            throw new Failure.BadInput("the path is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Failure.BadInput("the path holds a NUL character");
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new Failure.BadInput("the path has " + length + " bytes; the limit is " + LONGEST_PATH);
        }
        Path path = path(text);
        if (!path.isAbsolute()) {
            throw new Failure.BadInput(
                    "the path is not absolute; it must start with / and lie below one of likeness.roots");
        }
        for (Path name : path) {
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > 255) {
                throw new Failure.BadInput("the path has a name of more than 255 bytes");
            }
        }
        return path;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Failure.BadInput("this system takes no such path (" + e.getReason()
                    + "); for names that are not ASCII the server needs a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }

    /**
     * The real path of {@code path}, which lies below a root.
     *
     * @throws Failure.Forbidden if it lies below none
     * @throws Failure.NotFound if it is not there
     */
    Path realPath(Path path) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // Only below a root may the answer tell what is there and what is not.
            rootOf(realAncestor(path));
            throw new Failure.NotFound("there is nothing at this path");
        }
        rootOf(real);
        return real;
    }

    /** The real path of the nearest folder above {@code path} that exists. */
    private static Path realAncestor(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            try {
                return above.toRealPath();
            } catch (IOException e) {
                // Not there, or closed to this process: the next one up decides.
            }
        }
        throw forbidden();
    }

    /** The real path of the root that {@code real} lies below. */
    Path rootOf(Path real) throws IOException {
        if (isKernels(real)) {
            throw forbidden();
        }
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                Path realRoot = root.toRealPath();
                if (real.startsWith(realRoot)) {
                    return realRoot;
                }
            }
        }
        throw forbidden();
    }

    private static boolean isKernels(Path path) {
        return !path.startsWith(SHARED_MEMORY) && KERNEL_TREES.stream().anyMatch(path::startsWith);
    }

    private static Failure.Unavailable unreadable(IOException e) {
        return new Failure.Unavailable(
                "the folder cannot be read: " + e.getClass().getSimpleName(), e);
    }

    private static Failure.Forbidden forbidden() {
        return new Failure.Forbidden(
                "the path is not below one of the folders that likeness.roots opens (LIKENESS_ROOTS, --root)");
    }
}
