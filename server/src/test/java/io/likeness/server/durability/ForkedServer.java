package io.likeness.server.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server in a process of its own, run from the classes under test. For one thread. */
public final class ForkedServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    /** Quick to start rather than quick in the long run; SIGKILL finds each state of the disk with any of them. */
    private static final List<String> JVM_OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private final Process process;
    private final Path output;
    private final Path temporary;
    private final URI address;

    private ForkedServer(Process process, Path output, Path temporary, URI address) {
        this.process = process;
        this.output = output;
        this.temporary = temporary;
        this.address = address;
    }

    /**
     * Starts a server on {@code data} and a free port of 127.0.0.1, with its output in {@code output}; it may not be ready yet.
     *
     * @param options more of {@code likeness serve}
     */
    public static ForkedServer start(Path data, Path output, String... options) throws IOException {
        return start(data, output, Map.of(), options);
    }

    /** The same with these variables. */
    public static ForkedServer start(Path data, Path output, Map<String, String> variables, String... options)
            throws IOException {
        return start(data, output, JVM_OPTIONS, variables, options);
    }

    /** The same with these options of the virtual machine in place of {@link #JVM_OPTIONS}. */
    public static ForkedServer start(
            Path data, Path output, List<String> jvmOptions, Map<String, String> variables, String... options)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        Path temporary = Files.createTempDirectory(output.getParent(), "tmp");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(server());
        command.addAll(
                List.of("serve", "--host", "127.0.0.1", "--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Settings of whoever runs the tests are not for this server.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LIKENESS_")
                        || name.startsWith("SPRING_")
                        || List.of("TOKEN", "API_PORT", "IMAGE_INC_PATH", "IMAGE_POOL_PATH", "MILVUS_HOST")
                                .contains(name));
        builder.environment().putAll(variables);
        return new ForkedServer(builder.start(), output, temporary, URI.create("http://127.0.0.1:" + port));
    }

    /** The classes under test, or what {@code -Dlikeness.test.server} says of a packed server, which starts faster. */
    private static List<String> server() {
        String packed = System.getProperty("likeness.test.server", "");
        return packed.isEmpty()
                ? List.of("-cp", System.getProperty("java.class.path"), "io.likeness.cli.LikenessCommand")
                : List.of(packed.split(" "));
    }

    /** Waits until the server says that it is ready. */
    public ForkedServer awaitReady(HttpClient http) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException notListening) {
                // Nobody listens on the port before the server is up.
            }
            Thread.sleep(20);
        }
        String what = process.isAlive() ? "not ready within " + READY_WITHIN : "ended with code " + process.exitValue();
        throw new AssertionError(what + ": " + output());
    }

    /** The process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    public URI address() {
        return address;
    }

    /** The process, to look at. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What the process has written so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: the process gets no chance to do anything more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM: asks the process to end. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end of the process and answers its exit code. */
    public int awaitExit(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + within + ": " + output());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process where it still runs, and removes the temporary files that it could not. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(temporary)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
