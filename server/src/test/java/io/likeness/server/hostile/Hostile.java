package io.likeness.server.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One request made to do harm.
 *
 * @param name what is tried, in a few words
 * @param duty what the server owes
 */
record Hostile(String name, Duty duty, Wire wire) {
    /** What the server owes for a request. */
    enum Duty {
        /** To do what is asked: odd, but in order. That there is too much at once may be said too. */
        TAKEN,
        /** To do it, or to say why not. */
        ANSWERED,
        /** To say why not. */
        REFUSED,
        /** To say why not, or to hang up: it is not HTTP. */
        REFUSED_OR_CLOSED
    }

    /** Sends it; the connection ends afterwards. */
    @FunctionalInterface
    interface Wire {
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    /** A POST of {@code body}. */
    static Hostile post(String name, Duty duty, String path, String type, byte[] body) {
        byte[] head = head("POST " + path, "Content-Type: " + type, "Content-Length: " + body.length);
        return new Hostile(name + " to " + path, duty, out -> {
            out.write(head);
            out.write(body);
        });
    }

    /** A POST of JSON. */
    static Hostile json(String name, Duty duty, String path, String json) {
        return post(name, duty, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are, one a character. */
    static Hostile raw(String name, Duty duty, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return new Hostile(name, duty, out -> out.write(bytes));
    }

    /** The head of a request: {@code line} without the version, the host, and these headers. */
    static byte[] head(String line, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return (line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
