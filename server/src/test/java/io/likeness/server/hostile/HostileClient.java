package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends hostile requests and judges what comes back. Safe for use by many threads. */
final class HostileClient {
    /** Within that long each request must be answered. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 ([1-5][0-9][0-9])\\b[^\\n]*\\n");
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]{1,7})\r\n");
    /** Not implemented, unavailable, and no version of HTTP that is spoken here. */
    private static final Set<Integer> OF_HTTP = Set.of(501, 503, 505);

    private static final int LONGEST_QUOTED = 600;
    private static final int MOST_READ = 1 << 20;

    private final int port;

    HostileClient(int port) {
        this.port = port;
    }

    /**
     * What came of one request.
     *
     * @param status of HTTP, or 0 without an answer
     * @param complaint what the server did wrong, or empty
     */
    record Outcome(int status, Duration took, Optional<String> complaint) {}

    /** Sends {@code request} and waits for the answer. */
    Outcome send(Hostile request) throws IOException {
        long start = System.nanoTime();
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(LONGEST.toMillis()) + 2_000);
            Thread sender = Thread.ofVirtual().start(() -> write(request, socket));
            answer = read(socket.getInputStream());
            sender.interrupt();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int status = status(answer);
        return new Outcome(
                status,
                took,
                complaint(request.duty(), status, answer, took)
                        .map(wrong -> wrong + "; took " + took.toMillis() + " ms; answered: "
                                + answer.substring(0, Math.min(answer.length(), LONGEST_QUOTED))));
    }

    private static void write(Hostile request, Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            request.wire().send(out);
            out.flush();
            // What is cut off shall not be waited for.
            if (request.duty() == Duty.REFUSED_OR_CLOSED) {
                socket.shutdownOutput();
            }
        } catch (IOException _) {
            // The server may answer, and hang up, before it has heard everything.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer to its end, as far as its head tells where that is, else all that comes. */
    private static String read(InputStream stream) {
        try {
            BufferedInputStream in = new BufferedInputStream(stream);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String head = "";
            for (int next = in.read(); next >= 0 && bytes.size() < MOST_READ; next = in.read()) {
                bytes.write(next);
                if (next == '\n' && bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
                    head = bytes.toString(UTF_8);
                    break;
                }
            }
            Matcher length = LENGTH.matcher(head);
            bytes.writeBytes(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : MOST_READ));
            // A second answer would have come with the first.
            bytes.writeBytes(in.readNBytes(Math.min(MOST_READ, in.available())));
            return bytes.toString(UTF_8);
        } catch (SocketTimeoutException _) {
            return "nothing in time";
        } catch (IOException _) {
            return "";
        }
    }

    private static int status(String answer) {
        Matcher line = STATUS.matcher(answer);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private static Optional<String> complaint(Duty duty, int status, String answer, Duration took) {
        if (took.compareTo(LONGEST) > 0) {
            return Optional.of("not answered in time");
        }
        if (status == 0) {
            // HTTP/0.9 has no status line.
            boolean told = answer.isEmpty() || answer.startsWith("{\"type\":\"/docs/problems/");
            return duty == Duty.REFUSED_OR_CLOSED && told ? Optional.empty() : Optional.of("no answer");
        }
        String body = answer.substring(Math.max(0, answer.indexOf("\r\n\r\n")));
        if (body.contains("unexpected failure") || body.contains("\tat ") || answer.indexOf("HTTP/1.1 ", 1) > 0) {
            return Optional.of("a fault of the server's");
        }
        boolean envelope = body.contains("{\"msg\":");
        boolean done = status < 300 && !(envelope && body.contains("\"code\":500"));
        if (!done && !isHonest(status, envelope, body)) {
            return Optional.of("no honest failure");
        }
        return switch (duty) {
            case REFUSED, REFUSED_OR_CLOSED ->
                done ? Optional.of("done, though it should be refused") : Optional.empty();
            case TAKEN ->
                done || status == 429 || body.contains("likeness.pixel-budget")
                        ? Optional.empty()
                        : Optional.of("refused, though it is in order");
            case ANSWERED -> Optional.empty();
        };
    }

    /** A failure says what is wrong, as problem or as envelope; a bare status is none. */
    private static boolean isHonest(int status, boolean envelope, String body) {
        boolean told = envelope ? body.contains("\"detail\":\"") : body.contains("\"type\":\"/docs/problems/");
        return told && ((envelope && status == 200) || (status >= 400 && status < 500) || OF_HTTP.contains(status));
    }
}
