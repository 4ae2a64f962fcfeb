package io.likeness.server.durability;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** One add/file of which only the first half is sent until the caller says otherwise. For one thread. */
final class SlowUpload implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final byte[] rest;

    private SlowUpload(Socket socket, byte[] rest) {
        this.socket = socket;
        this.rest = rest;
    }

    /** Connects and sends the first half, and waits until the server must have begun to read it. */
    static SlowUpload begin(URI server, String key, byte[] picture) throws IOException, InterruptedException {
        byte[] body = LibraryClient.formBody(Map.of("key", key), picture);
        String head = "POST /api/image/sim/add/file HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nContent-Type: "
                + LibraryClient.FORM_TYPE + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        int half = body.length / 2;
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, half);
        socket.getOutputStream().flush();
        Thread.sleep(1000);
        return new SlowUpload(socket, Arrays.copyOfRange(body, half, body.length));
    }

    void sendRest() throws IOException {
        socket.getOutputStream().write(rest);
        socket.getOutputStream().flush();
    }

    /** Waits for the answer: status line, headers and body. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
