package io.likeness.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What Linux says of a process's memory in {@code /proc/PID/status}, see proc(5). */
public final class ProcessStatus {
    private ProcessStatus() {}

    /**
     * Bytes that a line tells in kibibytes; empty if there is no such line.
     *
     * @param process its number, or {@code self}
     * @param line the line's name, such as {@code VmRSS}
     * @throws IOException if there is no such process, or the system is not Linux
     */
    public static OptionalLong bytes(String process, String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(text -> text.startsWith(line + ":"))
                .mapToLong(text -> 1024 * Long.parseLong(text.replaceAll("[^0-9]", "")))
                .findFirst();
    }
}
