package io.likeness.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes over a socket as they are, which no client library would do with some of them. */
public final class RawHttp {
    private RawHttp() {}

    /** An answer as it came: status line, headers by lower-case name, body. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** The text of the whole answer, as golden files show it. */
        @Override
        public String toString() {
            return status + " " + headers + " " + body;
        }
    }

    /** Sends one request that asks to close the connection, and reads everything until it is closed. */
    public static Answer send(int port, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    /** A request head: request line, Host, Connection: close, the headers given. */
    public static String head(int port, String requestLine, String... headers) {
        StringBuilder head =
                new StringBuilder(requestLine + "\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n");
        Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** Reads an answer: as many bytes of body as it says, else until the connection ends. */
    public static Answer read(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = stream.read(); next >= 0; next = stream.read()) {
            bytes.write(next);
            if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        List<String> lines =
                text.substring(0, end < 0 ? text.length() : end).lines().toList();
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = lines.isEmpty() ? 0 : Integer.parseInt(lines.getFirst().substring(9, 12));
        String length = headers.get("content-length");
        byte[] body = length == null ? stream.readAllBytes() : stream.readNBytes(Integer.parseInt(length));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }
}
