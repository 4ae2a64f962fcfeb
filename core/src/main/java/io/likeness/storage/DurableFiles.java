package io.likeness.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes to disk that are still there after a power cut once the call has returned. Works on any file system of the JDK's. Stateless, hence safe for
 * use by many threads on different files.
 */
public final class DurableFiles {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private DurableFiles() {}

    /** Makes the bytes of {@code file} durable, whoever wrote them. Its name is not: see {@link #forceDirectory}. */
    public static void forceFile(Path file) throws IOException {
        // Windows forces only what is open for writing; elsewhere reading is enough and works on write-protected files
        // too.
        StandardOpenOption access = WINDOWS ? StandardOpenOption.WRITE : StandardOpenOption.READ;
        try (FileChannel channel = FileChannel.open(file, access)) {
            channel.force(true);
        }
    }

    /** Makes the names in {@code directory} durable: what was created, renamed or deleted there. */
    public static void forceDirectory(Path directory) throws IOException {
        // Windows opens no directories; its journal keeps names without being asked.
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes everything in and below {@code directory} durable; its own name in its parent is not. */
    public static void forceTree(Path directory) throws IOException {
        for (Path path : tree(directory, Integer.MAX_VALUE)) {
            if (Files.isDirectory(path)) {
                forceDirectory(path);
            } else {
                forceFile(path);
            }
        }
    }

    /** Creates {@code file}, or empties it, and writes {@code bytes}; they are durable, the name is not. */
    static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /**
     * Writes {@code bytes} as the whole of {@code target}. After a crash at any moment the target has its old bytes or the new ones, and from the return
     * of this call on the new ones. A crash may leave {@code <target>.tmp} behind, which the next call overwrites.
     */
    public static void writeAtomically(Path target, byte[] bytes) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(temporary, e);
            throw e;
        }
        forceDirectory(parent(target));
    }

    /** Creates {@code directory} and what is missing above it. */
    public static void createDirectories(Path directory) throws IOException {
        Path parent = parent(directory);
        if (!Files.isDirectory(directory)) {
            if (!Files.isDirectory(parent)) {
                createDirectories(parent);
            }
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
            forceDirectory(parent);
        }
    }

    /** Deletes {@code path} and all below it, if it is there; not durably. */
    public static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        // While walking: a million files need not be in memory to be deleted.
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether {@code path} is a directory with nothing in it. */
    static boolean isEmptyDirectory(Path path) throws IOException {
        return Files.isDirectory(path) && tree(path, 1).size() == 1;
    }

    /** A path and what is below it, parents first. */
    private static List<Path> tree(Path path, int depth) throws IOException {
        try (Stream<Path> tree = Files.walk(path, depth)) {
            return tree.toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static void deleteQuietly(Path file, IOException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static Path parent(Path path) {
        Path absolute = path.toAbsolutePath();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }
}
