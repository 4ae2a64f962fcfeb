package io.likeness.archive;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data directory from an archive. It is made beside its place, in a folder {@code .NAME.restoring}, and renamed once it is whole: whatever
 * happens before, there is no library at that place. For use by one thread.
 */
public final class RestoreLibrary {
    private final Path data;
    private final Path workshop;

    private RestoreLibrary(Path data) {
        this.data = data;
        this.workshop = data.resolveSibling("." + data.getFileName() + ".restoring");
    }

    /**
     * Restores {@code archive} as the data directory {@code data}.
     *
     * @param version of this Likeness
     * @return the pictures restored, by collection
     * @throws Failure.Conflict if {@code data} holds something, or the archive is of another format, cut off or altered
     * @throws Failure.Unavailable if the disk refuses
     */
    public static SortedMap<String, Long> restore(Path archive, Path data, String version) {
        Path target = data.toAbsolutePath().normalize();
        if (target.getFileName() == null) {
            throw new Failure.BadInput(data + " cannot be a data directory; name a folder with --data");
        }
        try {
            return new RestoreLibrary(target).restore(archive, version);
        } catch (IOException e) {
            throw new Failure.Unavailable("the library cannot be restored to " + data + ": " + e, e);
        }
    }

    private SortedMap<String, Long> restore(Path archive, String version) throws IOException {
        checkFree();
        DurableFiles.createDirectories(workshop);
        try (FileChannel lockFile = FileChannel.open(
                        workshop.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock(lockFile)) {
            try {
                Path made = workshop.resolve("data");
                // Of a restoration that was killed.
                DurableFiles.deleteTree(made);
                SortedMap<String, Long> pictures;
                try (NewLibrary library = new NewLibrary(made, version)) {
                    ArchiveReader.read(archive, library);
                    pictures = library.finish();
                }
                checkFree();
                Files.deleteIfExists(data);
                Files.move(made, data, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.forceDirectory(data.resolveSibling("."));
                return pictures;
            } finally {
                DurableFiles.deleteTree(workshop);
            }
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new Failure.Conflict("another process is restoring to " + data + " in " + workshop);
        }
        return lock;
    }

    private void checkFree() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.isDirectory(data)) {
            throw new Failure.Conflict(data + " is a file; name a new folder with --data");
        }
        try (Stream<Path> inside = Files.list(data)) {
            boolean hasLibrary = Files.exists(data.resolve("manifest.properties"));
            if (inside.findAny().isPresent()) {
                throw new Failure.Conflict(data + (hasLibrary ? " holds a library already" : " is not empty")
                        + ", and nothing is restored over anything; name a new folder with --data");
            }
        }
    }
}
