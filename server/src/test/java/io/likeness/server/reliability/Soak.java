package io.likeness.server.reliability;

import io.likeness.server.durability.ForkedServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Loads a server with a mixture of everything at a steady rate and notes what it holds. The heap has a fixed size and is touched when the server
 * starts, so that a change of resident memory is one of native memory. For one thread; needs Linux.
 */
final class Soak {
    private static final int CLIENTS = 8;
    private static final int MORE_EVERY_MINUTES = 5;
    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-XX:TrimNativeHeapInterval=60000",
            "-Xms512m",
            "-Xmx512m",
            "-XX:+AlwaysPreTouch");

    private final Path folder;
    private final Duration length;
    private final double rate;
    private final PrintStream log;

    /**
     * @param folder gets the samples, the plot and the server's data
     * @param rate requests a second
     */
    Soak(Path folder, Duration length, double rate, PrintStream log) {
        this.folder = folder;
        this.length = length;
        this.rate = rate;
        this.log = log;
    }

    /**
     * Runs to its end.
     *
     * @throws AssertionError if an answer was not what it should have been, or what is stored is not what was acknowledged
     */
    List<Sample> run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path gcLog = folder.resolve("gc.log");
        List<String> jvm = new ArrayList<>(JVM_OPTIONS);
        jvm.add("-Xlog:gc:file=" + gcLog + ":time:filecount=0");
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        try (HttpClient http = HttpClient.newHttpClient();
                ForkedServer server = ForkedServer.start(
                        folder.resolve("data"),
                        folder.resolve("server.log"),
                        jvm,
                        Map.of("LIKENESS_ROOTS", pictures.toString()))) {
            server.awaitReady(http);
            SoakLoad load = new SoakLoad(new ApiClient(http, server.address()));
            List<Sample> samples = load(load, server, gcLog, pictures);
            String difference = load.difference();
            log.printf(
                    "%d requests in %d min, %d answers that should have been others%s; %s%n",
                    load.requests(), length.toMinutes(), load.unexpected().size(), difference, load.kinds());
            if (!load.unexpected().isEmpty() || !difference.isEmpty()) {
                throw new AssertionError(difference + " " + load.unexpected());
            }
            return samples;
        }
    }

    /** Has the server collect everything, so that the heap shows what is held and not what nobody needed to clear yet. */
    private static void collect(ProcessHandle server) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private List<Sample> load(SoakLoad load, ForkedServer server, Path gcLog, Path pictures)
            throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        Path csv = folder.resolve("samples.csv");
        Files.writeString(csv, Sample.HEADER + "\n");
        long begin = System.nanoTime();
        Semaphore free = new Semaphore(CLIENTS);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            double nextSample = 0;
            int more = 1;
            for (long sent = 0; ; sent++) {
                double minute = (System.nanoTime() - begin) / 60e9;
                if (minute >= nextSample) {
                    nextSample += Math.min(0.25, length.toMillis() / 60e3 / 8);
                    samples.add(Sample.take(minute, server.process(), gcLog));
                    Files.writeString(csv, samples.getLast().line() + "\n", StandardOpenOption.APPEND);
                }
                if (minute >= length.toMillis() / 60e3) {
                    break;
                }
                if (minute >= more * MORE_EVERY_MINUTES) {
                    Path source = pictures.resolve("" + more++);
                    clients.execute(() -> load.importFolder(source));
                    clients.execute(load::lookAtAll);
                    collect(server.process());
                }
                free.acquire();
                clients.execute(() -> {
                    try {
                        load.step();
                    } finally {
                        free.release();
                    }
                });
                long due = begin + (long) ((sent + 1) * 1e9 / rate);
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        }
        return samples;
    }
}
