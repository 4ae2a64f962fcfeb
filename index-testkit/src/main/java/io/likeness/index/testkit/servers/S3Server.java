package io.likeness.index.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store that speaks S3, in memory, with one empty bucket: moto, started here. Any keys will do. For use by one thread. */
public final class S3Server implements AutoCloseable {
    /** The bucket. */
    public static final String BUCKET = "pictures";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port;
    private @Nullable Process process;

    private S3Server(int port) {
        this.port = port;
    }

    /** Starts a store; the bucket is there when this returns. */
    public static S3Server start(Path log) {
        try {
            S3Server server = new S3Server(PythonTools.freePort());
            server.launch(log);
            server.makeBucket();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no S3 server can be started", e);
        }
    }

    private void launch(Path log) throws IOException {
        process = new ProcessBuilder(
                        PythonTools.program("moto_server").toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private void makeBucket() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/" + BUCKET))
                        .PUT(BodyPublishers.noBody())
                        .build();
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("no S3 server at " + endpoint() + " after " + PATIENCE);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its address. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends it; closing again does nothing. */
    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }
}
