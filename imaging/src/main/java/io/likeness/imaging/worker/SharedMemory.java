package io.likeness.imaging.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Memory of this process that its workers see too. Used by one thread at a time, and by one worker. */
public final class SharedMemory {
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final MemoryFile file;
    private final Arena arena;
    private final MemorySegment bytes;
    private final boolean kept;

    private SharedMemory(MemoryFile file, Arena arena, MemorySegment bytes, boolean kept) {
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
        this.kept = kept;
    }

    /** @param kept whether it serves more than one request, so that workers do well to keep it mapped */
    @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the memory.
    static SharedMemory create(long size, boolean kept) throws IOException {
        MemoryFile file = MemoryFile.create(size);
        Arena arena = Arena.ofShared();
        boolean mapped = false;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment bytes = channel.map(MapMode.READ_WRITE, 0, size, arena);
            mapped = true;
            return new SharedMemory(file, arena, bytes, kept);
        } finally {
            if (!mapped) {
                arena.close();
                file.close();
            }
        }
    }

    long size() {
        return bytes.byteSize();
    }

    boolean isKept() {
        return kept;
    }

    /** A part of it, writable, from position 0; not to be touched after the memory was given back. */
    public ByteBuffer part(long from, int length) {
        return bytes.asSlice(from, length).asByteBuffer();
    }

    /** Writes by what a worker finds it. */
    public void name(ByteBuffer request) {
        byte[] path = file.path().toString().getBytes(StandardCharsets.UTF_8);
        request.putLong(id)
                .put((byte) (kept ? 1 : 0))
                .putLong(size())
                .putInt(path.length)
                .put(path);
    }

    void free() throws IOException {
        arena.close();
        file.close();
    }
}
