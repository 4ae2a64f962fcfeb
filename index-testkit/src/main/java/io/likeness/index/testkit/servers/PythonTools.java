package io.likeness.index.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Programs that Python's registry has, installed once into an environment of their own: {@code LIKENESS_TEST_TOOLS}, or {@code ~/.cache/likeness/test-tools}.
 */
public final class PythonTools {
    private static final List<String> PACKAGES = List.of("milvus==2.3.5", "moto[server,s3]==5.2.5");
    private static final int SUCCESS = 0;
    private static final int LEAST_PORT = 22_000;
    private static final int MOST_PORT = 32_000;

    private PythonTools() {}

    /**
     * The program {@code name}; installs it where it is missing.
     *
     * @throws IllegalStateException if it cannot be had
     */
    public static synchronized Path program(String name) {
        Path folder = folder();
        Path program = folder.resolve("bin").resolve(name);
        // Written last, so that half an installation is not taken for a whole one.
        Path whole = folder.resolve("installed");
        try {
            if (!Files.exists(whole)) {
                run("python3", "-m", "venv", folder.toString());
                for (String each : PACKAGES) {
                    run(folder.resolve("bin/pip").toString(), "install", "--quiet", each);
                }
                Files.writeString(whole, String.join("\n", PACKAGES));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no " + name + ": Python 3 with pip is needed, or LIKENESS_TEST_MILVUS=host:port", e);
        }
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is not there; remove " + folder + " to install it again");
        }
        return program;
    }

    /**
     * A port of 127.0.0.1 that nobody listened on a moment ago, below those that the system gives to clients: one of those that looks for a server that
     * is away would sooner or later be given the very port it looks for, and then the server could not have it.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path folder() {
        return Optional.ofNullable(System.getenv("LIKENESS_TEST_TOOLS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "likeness", "test-tools"));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != SUCCESS) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
