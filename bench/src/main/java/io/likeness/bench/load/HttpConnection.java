package io.likeness.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept alive; written by hand, so that the driver takes little of the processors that the server needs. Used by one thread. */
final class HttpConnection implements AutoCloseable {
    private static final String BOUNDARY = "----likeness-bench";
    private static final byte[] END = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = 8;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean ending;

    HttpConnection(int port) throws IOException {
        this.port = port;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A server ends a connection after so many requests, and says so with the last answer. */
    private void openAgainIfEnded() throws IOException {
        if (ending) {
            socket.close();
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            ending = false;
        }
    }

    record Answer(int status, String text) {}

    Answer get(String path) throws IOException {
        openAgainIfEnded();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return read();
    }

    /** Uploads a picture; {@code number} stands behind its end, so that no two are the same. */
    Answer upload(String path, byte[] picture, long number) throws IOException {
        openAgainIfEnded();
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"picture\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        int length = part.length() + picture.length + TAIL + END.length;
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: " + length
                + "\r\n\r\n" + part;
        byte[] tail = new byte[TAIL + END.length];
        for (int i = 0; i < TAIL; i++) {
            tail[i] = (byte) (number >>> (8 * i));
        }
        System.arraycopy(END, 0, tail, TAIL, END.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.write(tail);
        return read();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        int length = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            ending |= lower.startsWith("connection:") && lower.contains("close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (!chunked) {
            return new Answer(status, new String(in.readNBytes(Math.max(0, length)), StandardCharsets.UTF_8));
        }
        StringBuilder text = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return new Answer(status, text.toString());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
