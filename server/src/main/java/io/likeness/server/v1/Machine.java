package io.likeness.server.v1;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Disk and memory of the machine, as the server sees them. Safe for use by many threads. */
final class Machine {
    /** Below this, the next pictures may not be stored. */
    private static final long LITTLE_SPACE = 1L << 30;

    private static final double LITTLE_MEMORY = 0.95;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Path data;

    /**
     * @param data folder of the store
     */
    Machine(Path data) {
        this.data = data;
    }

    /** Bytes of the disk that the data lie on. */
    Map<String, Object> disk() {
        long free = -1;
        long total = -1;
        try {
            FileStore store = Files.getFileStore(data);
            free = store.getUsableSpace();
            total = store.getTotalSpace();
        } catch (IOException _) {
            // Said by health.
        }
        Map<String, Object> disk = new LinkedHashMap<>();
        disk.put("free_bytes", free);
        disk.put("total_bytes", total);
        return disk;
    }

    /** Bytes of the heap, and of the whole process where the system tells. */
    Map<String, @Nullable Object> memory() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, @Nullable Object> memory = new LinkedHashMap<>();
        memory.put("used_bytes", runtime.totalMemory() - runtime.freeMemory());
        memory.put("max_bytes", runtime.maxMemory());
        memory.put("resident_bytes", resident());
        return memory;
    }

    private static @Nullable Long resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.isReadable(STATUS) ? Files.readString(STATUS) : "");
            return line.find() ? Long.parseLong(line.group(1)) * 1024 : null;
        } catch (IOException _) {
            return null;
        }
    }

    /** Whether there is room on the disk. */
    Health diskHealth() {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            boolean writable = Files.isWritable(data);
            return new Health(
                    writable && free >= LITTLE_SPACE,
                    data + (writable ? "" : " cannot be written to;") + " has " + (free >> 20) + " MiB free, at least "
                            + (LITTLE_SPACE >> 20) + " should be");
        } catch (IOException e) {
            return new Health(false, data + " cannot be read: " + e.getMessage());
        }
    }

    /** Whether there is memory left. */
    Health memoryHealth() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return new Health(
                used < LITTLE_MEMORY * runtime.maxMemory(),
                (used >> 20) + " of " + (runtime.maxMemory() >> 20) + " MiB of the heap are in use");
    }

    /**
     * How something is that the server depends on.
     *
     * @param detail one sentence
     */
    record Health(boolean up, String detail) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("status", up ? "up" : "down");
            json.put("detail", detail);
            return json;
        }
    }
}
