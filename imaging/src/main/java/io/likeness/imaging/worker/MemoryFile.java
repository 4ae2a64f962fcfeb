package io.likeness.imaging.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that stands for memory. On Linux it lies in no folder and is gone with the last process that has it open, and nobody can cut it short under
 * those who have it mapped. Elsewhere it is a temporary file. Used by one thread at a time.
 */
final class MemoryFile implements AutoCloseable {
    private static final int ZEROS = 1 << 20;

    private final Path path;
    private final int descriptor;

    private MemoryFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /** Makes one of {@code size} bytes, all zero. */
    static MemoryFile create(long size) throws IOException {
        int descriptor = LinuxCalls.memoryFile("likeness-pixels", size);
        if (descriptor >= 0) {
            return new MemoryFile(Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor), descriptor);
        }
        Path file = Files.createTempFile("likeness-pixels-", "");
        file.toFile().deleteOnExit();
        boolean filled = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // Written, not only made long: where there is no room, this fails and not the one who later touches a page.
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long left = size; left > 0; left -= channel.write(zeros)) {
                zeros.clear().limit((int) Math.min(ZEROS, left));
            }
            filled = true;
        } finally {
            if (!filled) {
                Files.delete(file);
            }
        }
        return new MemoryFile(file, -1);
    }

    /** By which this process and others of the same user open it. */
    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (descriptor >= 0) {
            LinuxCalls.close(descriptor);
        } else {
            Files.deleteIfExists(path);
        }
    }
}
