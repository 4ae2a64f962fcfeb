package io.likeness.index.testkit.servers;

import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Milvus that tests use: the one that {@code LIKENESS_TEST_MILVUS=host:port} names, or a standalone one started here, with its data in a folder.
 * Where none can be had, opening it fails. For use by one thread.
 */
public final class MilvusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A read waits for the next tick of Milvus's clock, 200 ms by default. */
    private static final String TICK = "proxy.timeTickInterval=50";

    /** On a busy machine the parts of Milvus must not take one another for dead; but so long it takes one that was killed for alive. */
    private static final String PATIENT = "common.session.ttl=60";

    private static final String PATIENT_WITH_READERS = "queryCoord.heartbeatAvailableInterval=120000";

    // Guarded by the class.
    private static @Nullable MilvusServer shared;

    private final String host;
    private final int port;
    private final @Nullable Path data;
    private @Nullable Process process;

    private MilvusServer(String host, int port, @Nullable Path data) {
        this.host = host;
        this.port = port;
        this.data = data;
    }

    /** The server that the environment names, or a new one with its data in {@code folder}; ready when this returns. */
    public static MilvusServer open(Path folder) {
        String named = System.getenv("LIKENESS_TEST_MILVUS");
        if (named != null && !named.isBlank()) {
            int colon = named.lastIndexOf(':');
            MilvusServer server = new MilvusServer(
                    named.substring(0, colon).strip(),
                    Integer.parseInt(named.substring(colon + 1).strip()),
                    null);
            server.awaitPort();
            return server;
        }
        return start(folder);
    }

    /** The one server of this process for all tests that need not stop it; it is opened by the first and ends with the process. */
    public static synchronized MilvusServer shared() {
        MilvusServer now = shared;
        if (now == null) {
            now = open(Path.of("target/milvus").toAbsolutePath());
            shared = now;
        }
        return now;
    }

    /** Starts a server of its own, whatever the environment names; what {@code folder} holds of an earlier one is deleted. */
    public static MilvusServer start(Path folder) {
        try {
            // Milvus would load every collection of the earlier one before it is ready.
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of an earlier Milvus cannot be deleted", e);
        }
        MilvusServer server = new MilvusServer("127.0.0.1", PythonTools.freePort(), folder);
        server.start();
        return server;
    }

    /** Where it is. */
    public String host() {
        return host;
    }

    /** The port of its gRPC interface. */
    public int port() {
        return port;
    }

    /** The number of the process that is Milvus itself, which is a child of the one that was started. */
    public long process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("no Milvus was started here");
        }
        return running.descendants().findFirst().map(ProcessHandle::pid).orElseGet(running::pid);
    }

    /** Starts it, or starts it again with the data it has; ready when this returns. */
    public void start() {
        Path folder = data;
        if (folder == null) {
            throw new IllegalStateException("the server that LIKENESS_TEST_MILVUS names is not started from here");
        }
        awaitFreePort();
        List<String> command = new ArrayList<>(List.of(
                PythonTools.program("milvus-server").toString(),
                "--data",
                folder.toString(),
                "--proxy-port",
                Integer.toString(port),
                "--extra-config",
                TICK,
                "--extra-config",
                PATIENT,
                "--extra-config",
                PATIENT_WITH_READERS));
        try {
            Files.createDirectories(folder);
            Path etcd = folder.resolve("etcd.yaml");
            if (!Files.exists(etcd)) {
                Files.writeString(etcd, etcd(folder));
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile());
            builder.environment().put("ETCD_CONFIG_PATH", etcd.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("no Milvus can be started", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        awaitPort();
    }

    /** Its own etcd would take two ports that another Milvus may have. */
    private static String etcd(Path folder) {
        String clients = "http://127.0.0.1:" + PythonTools.freePort();
        String peers = "http://127.0.0.1:" + PythonTools.freePort();
        return String.join(
                "\n",
                "name: default",
                "data-dir: " + folder.resolve("etcd"),
                "listen-client-urls: " + clients,
                "advertise-client-urls: " + clients,
                "listen-peer-urls: " + peers,
                "initial-advertise-peer-urls: " + peers,
                "initial-cluster: default=" + peers,
                "");
    }

    /** Ends it at once, as a power cut would. */
    public void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        // The server itself is a child of what was started.
        List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
        all.add(running.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            running.waitFor(10, TimeUnit.SECONDS);
            for (ProcessHandle each : all) {
                each.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** The script that starts Milvus takes another port, silently, as long as connections of an earlier life linger on this one. */
    private void awaitFreePort() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(host, port));
                return;
            } catch (IOException lingering) {
                pause();
            }
        }
        throw new IllegalStateException("port " + port + " is taken after " + PATIENCE);
    }

    private void awaitPort() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Process running = process;
            if (running != null && !running.isAlive()) {
                break;
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 1000);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IllegalStateException("no Milvus at " + host + ":" + port + " after " + PATIENCE);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it, if it was started here. */
    @Override
    public void close() {
        kill();
    }
}
