import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Starts the server given by its command line on an empty library, adds and searches a few drawn pictures, and ends it
 * as an operator would. ./likeness runs it once after a build, with JVM options that record which classes were loaded.
 * Arguments: a folder to work in, then the command line up to and without "serve".
 */
final class TrainingRun {
    /** All the server may see of the caller's environment: settings meant for the real library must not reach this one. */
    private static final Set<String> KEPT =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "LD_LIBRARY_PATH");

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    private TrainingRun(URI server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(args).subList(1, args.length));
        command.addAll(List.of("serve", "--host", "127.0.0.1", "--port", "" + port));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().keySet().retainAll(KEPT);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            TrainingRun run = new TrainingRun(URI.create("http://127.0.0.1:" + port));
            run.awaitReady(process);
            run.visit();
        } finally {
            process.destroy();
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not end within " + END.toSeconds() + " s");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Process process) throws InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with code " + process.exitValue());
            }
            try {
                if (get("/actuator/health/readiness") == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the server was not ready within " + READY.toSeconds() + " s");
    }

    private void visit() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            byte[] jpeg = picture(i, "jpg");
            post("/api/image/sim/add/file", form(jpeg, "key", "key-" + i));
            post("/api/image/sim/search/file", form(jpeg, "limit", "3"));
            post("/api/image/sim/search/base64", json(picture(i, "png")));
        }
        get("/openapi.json");
        get("/actuator/prometheus");
        post("/api/image/sim/del/key", json("key", "key-0"));
    }

    private int get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void post(String path, HttpRequest.Builder body) throws IOException, InterruptedException {
        HttpRequest request = body.uri(server.resolve(path)).timeout(Duration.ofSeconds(30)).build();
        System.out.println(path + " " + http.send(request, BodyHandlers.ofString()).body());
    }

    private static HttpRequest.Builder form(byte[] picture, String name, String value) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder()
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static HttpRequest.Builder json(byte[] picture) {
        return json("base64", Base64.getEncoder().encodeToString(picture));
    }

    private static HttpRequest.Builder json(String name, String value) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"" + name + "\":\"" + value + "\"}"));
    }

    private static byte[] picture(int number, String format) throws IOException {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.getHSBColor(number / 3f, 1, 1), 640, 480, Color.BLACK));
        pen.fillRect(0, 0, 640, 480);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
