package io.likeness.fetch;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * Reads pictures from the server's own file system, below the configured roots only. What lies elsewhere answers the same whether it exists or not.
 * Immutable, hence safe for use by many threads.
 */
final class PathReader {
    /** PATH_MAX of Linux, in bytes. */
    private static final int LONGEST_PATH = 4096;

    /** Trees of the kernel: their files have no end, wait for events or tell secrets. */
    private static final List<Path> KERNEL_TREES = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final List<Path> roots;
    private final ByteLimit limit;

    PathReader(List<Path> roots, ByteLimit limit) {
        this.roots = List.copyOf(roots);
        this.limit = limit;
    }

    EncodedImage read(String text) {
        if (roots.isEmpty()) {
            throw new Failure.Forbidden(
                    "no folder is open to paths: name one by likeness.roots (LIKENESS_ROOTS, --root)");
        }
        Path path = parse(text);
        try {
            Path real = realPath(path);
            return EncodedImage.of(open(rootOf(real), real));
        } catch (NoSuchFileException e) {
            throw missing();
        } catch (AccessDeniedException e) {
            throw new Failure.Forbidden("this server's user has no permission to read the file");
        } catch (IOException e) {
            throw new Failure.Unavailable(
                    "the file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Path parse(String text) {
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
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new Failure.BadInput("this system takes no such path (" + e.getReason()
                    + "); for names that are not ASCII the server needs a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
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

    private Path realPath(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // Only below a root may the answer tell what is there and what is not.
            rootOf(realAncestor(path));
            throw missing();
        }
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
    private Path rootOf(Path real) throws IOException {
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

    /**
     * Opens {@code real} name by name from {@code root}, following no link: who swaps a folder for a link after the check gains nothing.
     */
    private byte[] open(Path root, Path real) throws IOException {
        if (real.equals(root)) {
            throw notRegular();
        }
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            if (folder instanceof SecureDirectoryStream<Path> secure) {
                return descend(secure, root.relativize(real));
            }
        }
        // No such descent on this system (Windows): the last name, at least, is opened without following a link.
        requireRegular(Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        return readAll(Files.newByteChannel(real, READ));
    }

    private byte[] descend(SecureDirectoryStream<Path> folder, Path rest) throws IOException {
        Path name = rest.getName(0);
        if (rest.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return descend(next, rest.subpath(1, rest.getNameCount()));
            }
        }
        // A FIFO or device is told from its attributes: opening one may wait for ever.
        requireRegular(folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes());
        return readAll(folder.newByteChannel(name, READ));
    }

    private void requireRegular(BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw notRegular();
        }
        limit.check(attributes.size());
    }

    private byte[] readAll(SeekableByteChannel channel) throws IOException {
        try (channel) {
            long size = channel.size();
            limit.check(size);
            return limit.readAll(Channels.newInputStream(channel), size);
        }
    }

    private static Failure.NotFound missing() {
        return new Failure.NotFound("there is no file at this path");
    }

    private static Failure.Forbidden notRegular() {
        return new Failure.Forbidden("the path names a folder, device or pipe, no regular file");
    }

    private static Failure.Forbidden forbidden() {
        return new Failure.Forbidden(
                "the path is not below one of the folders that likeness.roots opens (LIKENESS_ROOTS, --root)");
    }
}
