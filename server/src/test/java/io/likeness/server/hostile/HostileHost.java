package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A host on the web, open to the server under test, that answers as no honest host does. Safe for use by many threads. */
final class HostileHost implements AutoCloseable {
    /** Another address of this machine than the one that must not be reached; only Linux has it without being told. */
    private static final String OWN = "127.0.0.9";

    private static final String[] REDIRECTS = {
        "http://2130706433/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "//169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "http://127.0.0.2/",
        "http://user:pass@127.0.0.2/",
        "ftp://127.0.0.9/",
        "http://[::ffff:127.0.0.2]/",
        "/loop",
        "gopher://x/"
    };
    private static final byte[] BOMB = bomb();

    private final ServerSocket listener;

    private HostileHost(ServerSocket listener) {
        this.listener = listener;
    }

    static HostileHost start() throws IOException {
        HostileHost host = new HostileHost(listen());
        Thread.ofVirtual().start(host::accept);
        return host;
    }

    private static ServerSocket listen() throws IOException {
        try {
            return new ServerSocket(0, 50, InetAddress.ofLiteral(OWN));
        } catch (IOException _) {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
    }

    /** The address that likeness.fetch.allow must list. */
    String address() {
        return listener.getInetAddress().getHostAddress();
    }

    /** A request for what is there; {@code patient} ones may take the 15 s that a fetch may take. */
    Hostile request(Random random, boolean patient) {
        String[] quick = {
            "picture", "endless", "chunks", "bomb", "short", "junk", "head", "text", "loop", "none", "length"
        };
        String[] slow = {"silence", "drip"};
        boolean redirect = !patient && random.nextInt(3) == 0;
        String what = redirect
                ? "to?" + REDIRECTS[random.nextInt(REDIRECTS.length)]
                : patient ? slow[random.nextInt(slow.length)] : quick[random.nextInt(quick.length)];
        String url = "http://" + address() + ":" + listener.getLocalPort() + "/" + what;
        String[] paths = {"/v1/search", "/v1/images", "/v1/preview", "/api/image/sim/add/url"};
        return Hostile.json(
                "a host's " + what,
                what.equals("picture") ? Duty.TAKEN : Duty.REFUSED,
                paths[random.nextInt(paths.length)],
                "{\"url\":\"" + url + "\"}");
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            byte[] head = new byte[8192];
            int length = socket.getInputStream().read(head);
            String line = new String(head, 0, Math.max(0, length), US_ASCII);
            if (line.startsWith("GET /")) {
                answer(line.substring(5, line.indexOf(' ', 5)), socket.getOutputStream());
            }
        } catch (IOException _) {
            // The server hung up, which is what most answers ask for.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(String what, OutputStream out) throws IOException, InterruptedException {
        if (what.startsWith("to?")) {
            write(out, "HTTP/1.1 302 Found\r\nLocation: " + what.substring(3) + "\r\n\r\n");
            return;
        }
        switch (what) {
            case "picture" -> body(out, "", Encodings.encode("jpeg", 60, 60, new Random(1)));
            case "endless" -> repeat(out, "", " ".repeat(8192), 0);
            case "chunks" -> repeat(out, "Transfer-Encoding: chunked\r\n", "1\r\n \r\n", 0);
            case "drip" -> repeat(out, "Content-Length: 30000000\r\n", " ", 100);
            case "head" -> repeat(out, "X: ", "y".repeat(8192), 0);
            case "bomb" -> body(out, "Content-Encoding: gzip\r\n", BOMB);
            case "short" -> body(out, "Content-Length: 1000\r\n", new byte[10]);
            case "length" -> body(out, "Content-Length: 99999999999999\r\n", new byte[10]);
            case "text" -> body(out, "Content-Type: image/png\r\n", "<html>no picture</html>".getBytes(US_ASCII));
            case "loop" -> write(out, "HTTP/1.1 301 Moved\r\nLocation: /loop\r\n\r\n");
            case "junk" -> write(out, "SSH-2.0-OpenSSH_9.6\r\n");
            case "silence" -> Thread.sleep(20_000);
            default -> write(out, "HTTP/1.1 404 Not Found\r\n\r\n");
        }
    }

    private static void body(OutputStream out, String headers, byte[] body) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n" + headers + "\r\n");
        out.write(body);
        out.flush();
    }

    /** Goes on until the other side hangs up. */
    private static void repeat(OutputStream out, String headers, String piece, int pauseMillis)
            throws IOException, InterruptedException {
        boolean inHead = headers.endsWith(" ");
        write(out, "HTTP/1.1 200 OK\r\n" + headers + (inHead ? "" : "\r\n"));
        while (true) {
            write(out, piece);
            Thread.sleep(pauseMillis);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[64 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
