package io.likeness.server.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server and the processes it started hold at one moment.
 *
 * @param minute since the load began
 * @param residentMib resident memory
 * @param heapMib what the newest collection left on the heap
 * @param files open file handles
 * @param threads threads of the systems, which virtual ones are not
 */
record Sample(double minute, double residentMib, double heapMib, int files, int threads) {
    static final String HEADER = "minute,resident_mib,heap_after_gc_mib,files,threads";

    private static final Pattern AFTER_GC = Pattern.compile("->(\\d+)([KMG])\\(");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Takes one on Linux; {@code gcLog} is what {@code -Xlog:gc} wrote. */
    static Sample take(double minute, ProcessHandle server, Path gcLog) throws IOException {
        long residentKib = 0;
        int files = 0;
        int threads = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(server), server.descendants()).toList()) {
            Path proc = Path.of("/proc", Long.toString(each.pid()));
            List<String> status = Files.readAllLines(proc.resolve("status"));
            residentKib += field(status, "VmRSS:");
            threads += (int) field(status, "Threads:");
            try (Stream<Path> handles = Files.list(proc.resolve("fd"))) {
                files += (int) handles.count();
            }
        }
        return new Sample(minute, residentKib / 1024.0, heapAfterGc(Files.readString(gcLog)), files, threads);
    }

    private static long field(List<String> status, String name) {
        for (String line : status) {
            Matcher number = NUMBER.matcher(line);
            if (line.startsWith(name) && number.find()) {
                return Long.parseLong(number.group());
            }
        }
        return 0;
    }

    private static double heapAfterGc(String log) {
        double mib = 0;
        Matcher after = AFTER_GC.matcher(log);
        while (after.find()) {
            double value = Double.parseDouble(after.group(1));
            mib = switch (after.group(2)) {
                case "K" -> value / 1024;
                case "G" -> value * 1024;
                default -> value;
            };
        }
        return mib;
    }

    String line() {
        return String.format(Locale.ROOT, "%.2f,%.1f,%.1f,%d,%d", minute, residentMib, heapMib, files, threads);
    }

    /** Reads what {@link #line} wrote. */
    static Sample read(String line) {
        String[] parts = line.split(",", -1);
        return new Sample(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]));
    }
}
