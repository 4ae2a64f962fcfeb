package io.likeness.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Answers {@code /v1/imports} with what a test says, and keeps what it was sent. Safe for use by many threads. */
final class FakeImportServer implements AutoCloseable {
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final Deque<String> states = new ArrayDeque<>();
    private final int startStatus;
    private final String startBody;

    /**
     * @param states what the import is, from look to look; the last one stays
     */
    FakeImportServer(int startStatus, String startBody, String... states) {
        this.startStatus = startStatus;
        this.startBody = startBody;
        this.states.addAll(List.of(states));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** An import as {@code /v1} answers it. */
    static String status(String state, String total, int added, int failed) {
        String errors = failed == 0 ? "" : "{\"name\":\"a\\u001bb.jpg\",\"reason\":\"it is damaged\"}";
        return "{\"id\":\"3\",\"state\":\"" + state + "\",\"collection\":\"default\",\"total\":" + total
                + ",\"finished\":" + (added + failed) + ",\"added\":" + added
                + ",\"known\":0,\"skipped\":0,\"failed\":" + failed
                + ",\"pictures_per_second\":10.5,\"seconds_left\":null,\"problem\":null,\"last_errors\":[" + errors
                + "]}";
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        boolean starts = exchange.getRequestMethod().equals("POST");
        byte[] answer = (starts ? startBody : state()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(starts ? startStatus : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private synchronized String state() {
        String state = states.getFirst();
        if (states.size() > 1) {
            states.removeFirst();
        }
        return state;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
