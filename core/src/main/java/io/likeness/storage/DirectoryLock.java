package io.likeness.storage;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a directory to one holder: a lock of the operating system on the file {@code lock}, which frees itself when the process dies. The file holds
 * the pid of the last holder and is never deleted. Safe for use by many threads.
 */
final class DirectoryLock implements AutoCloseable {
    // Far behind the pid, so that others may read it where locks also keep readers out.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int PID_MAX_BYTES = 20;

    // A lock of the operating system is the whole process's, and is lost once anyone in the process closes the file: a
    // second open must not touch it.
    // It also keeps the channel, which would be closed when nobody refers to it any more.
    private static final Map<Path, Optional<FileChannel>> HELD = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code directory}, which exists.
     *
     * @throws Failure.Conflict if it is held
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (HELD.putIfAbsent(real, Optional.empty()) != null) {
            throw inUse(
                    directory, "this process, pid " + ProcessHandle.current().pid());
        }
        boolean held = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    real.resolve("lock"), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(directory, "another process" + holder(channel));
            }
            writePid(channel);
            HELD.put(real, Optional.of(channel));
            held = true;
            return new DirectoryLock(real, channel);
        } finally {
            if (!held) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(real);
            }
        }
    }

    private static Failure.Conflict inUse(Path directory, String holder) {
        return new Failure.Conflict("the data directory " + directory + " is in use by " + holder
                + ": stop that server first, give this one another directory with --data (likeness.data), or let a command"
                + " work through that server with --server instead of --data");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_MAX_BYTES);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("[0-9]+") ? ", pid " + pid : "";
    }

    private static void writePid(FileChannel channel) throws IOException {
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Frees the directory; freeing again does nothing. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                HELD.remove(directory);
            }
        }
    }
}
