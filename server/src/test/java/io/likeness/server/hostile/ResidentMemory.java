package io.likeness.server.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Watches how much memory a process and those it started hold, until it is closed or the process ends. */
final class ResidentMemory implements AutoCloseable {
    private static final Path PROCESSES = Path.of("/proc");

    private final ProcessHandle process;
    private final Thread watcher;
    private volatile long most;

    private ResidentMemory(ProcessHandle process) {
        this.process = process;
        this.watcher = Thread.ofPlatform().name("resident-memory").daemon().unstarted(this::watch);
    }

    static ResidentMemory of(ProcessHandle process) {
        ResidentMemory memory = new ResidentMemory(process);
        memory.watcher.start();
        return memory;
    }

    /** The most kibibytes that were seen at once. */
    long most() {
        return most;
    }

    private void watch() {
        try {
            while (process.isAlive()) {
                long now = Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(ResidentMemory::kibibytes)
                        .sum();
                most = Math.max(most, now);
                Thread.sleep(200);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static long kibibytes(ProcessHandle process) {
        try {
            if (Files.isDirectory(PROCESSES)) {
                try (Stream<String> lines = Files.lines(PROCESSES.resolve(process.pid() + "/status"))) {
                    return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
                }
            }
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return text.isBlank() ? 0 : Long.parseLong(text.strip());
        } catch (IOException _) {
            // It has ended since it was listed.
            return 0;
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
