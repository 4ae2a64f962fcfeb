package io.likeness.imaging.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@link SharedMemory} of the process that a worker works for, as the worker sees it. For one thread. */
public final class AttachedMemory {
    private static final int MOST_KEPT = 16;

    private record Attached(Arena arena, MemorySegment bytes) {}

    // Those that will come again, the one that was used longest ago first.
    private final Map<Long, Attached> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** What is done with the memory while it is attached. */
    public interface Work {
        int doWith(MemorySegment bytes);
    }

    /** Does something with the memory named next in {@code request}, from where the name begins to where it ends. */
    public int with(ByteBuffer request, Work work) throws IOException {
        long id = request.getLong();
        boolean keep = request.get() != 0;
        long size = request.getLong();
        byte[] path = new byte[request.getInt()];
        request.get(path);
        Attached attached = kept.get(id);
        if (attached == null) {
            attached = attach(Path.of(new String(path, StandardCharsets.UTF_8)), size);
            if (keep) {
                keep(id, attached);
            }
        }
        try {
            return work.doWith(attached.bytes());
        } finally {
            if (!keep) {
                attached.arena().close();
            }
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the memory is attached.
    private static Attached attach(Path path, long size) throws IOException {
        Arena arena = Arena.ofConfined();
        boolean mapped = false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Attached attached = new Attached(arena, channel.map(MapMode.READ_WRITE, 0, size, arena));
            mapped = true;
            return attached;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    private void keep(long id, Attached attached) {
        kept.put(id, attached);
        if (kept.size() > MOST_KEPT) {
            Map.Entry<Long, Attached> eldest = kept.entrySet().iterator().next();
            kept.remove(eldest.getKey());
            eldest.getValue().arena().close();
        }
    }
}
