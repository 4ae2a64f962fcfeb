package io.likeness.bench.load;

import io.likeness.bench.GeneratedRecords;
import io.likeness.bench.ProcessStatus;
import io.likeness.bench.vectors.ClusteredVectors;
import io.likeness.bench.vectors.Processor;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A server in a process of its own, started as its users start it, and what Linux says of it. Used by one thread. */
final class ServerProcess implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final int GROUP = 1000;
    private static final int PAUSE_MILLIS = 20;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and waits until it is ready. */
    static ServerProcess start(Path launcher, Path data, Path log) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // Features of what is stored are computed while nothing else is: that would be measured with what is.
        ProcessBuilder command =
                new ProcessBuilder(launcher.toString(), "serve", "--port", "" + port, "--data", data.toString());
        command.environment().put("LIKENESS_COPIES_PREPARE", "false");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ServerProcess server = new ServerProcess(process, port);
        while (!server.isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended, see " + log);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return server;
    }

    /** Puts {@code count} records into the library in {@code data}, which no server has open, as if pictures had been added. */
    static void fill(Path data, int count) throws InterruptedException {
        ClusteredVectors vectors = new ClusteredVectors(count);
        try (LuceneVectorIndex index = LuceneVectorIndex.open(
                data.resolve("index"), ClusteredVectors.DIMENSION, LuceneSettings.DEFAULT, InstantSource.system())) {
            for (int from = 0; from < count; from += GROUP) {
                int until = Math.min(count, from + GROUP);
                index.restoreAll(IntStream.range(from, until)
                        .parallel()
                        .mapToObj(i -> GeneratedRecords.of(i, vectors.vector(i)))
                        .toList());
            }
            Processor.awaitMerged();
        }
    }

    private boolean isReady() {
        try (HttpConnection connection = new HttpConnection(port)) {
            return connection.get("/actuator/health/readiness").status() == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    int port() {
        return port;
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Seconds of processor time that it and the processes it started have taken. */
    double processorSeconds() {
        return processes()
                .mapToDouble(each -> ticks(each.pid()) / TICKS_PER_SECOND)
                .sum();
    }

    private static double ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // Behind the name, which may hold anything: state is field 3 of proc(5), utime to cstime are 14 to 17.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11])
                    + Long.parseLong(fields[12])
                    + Long.parseLong(fields[13])
                    + Long.parseLong(fields[14]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Resident memory of all of them, MiB. */
    long residentMebibytes() {
        return processes().mapToLong(each -> residentBytes(each.pid())).sum() >> 20;
    }

    private static long residentBytes(long pid) {
        try {
            return ProcessStatus.bytes(Long.toString(pid), "VmRSS").orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Seconds that each stage has taken so far over all requests. */
    Map<String, Double> stageSeconds() throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            String text = connection.get("/actuator/prometheus").text();
            text.lines()
                    .filter(line -> line.startsWith("likeness_stage_seconds_sum{"))
                    .forEach(line -> {
                        String stage = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
                        seconds.put(stage, Double.parseDouble(line.substring(line.indexOf("} ") + 2)));
                    });
        }
        return seconds;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
