package io.likeness.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server on 127.0.0.1 that writes what a test tells it to, byte by byte, proper HTTP or not. */
final class ScriptedServer implements AutoCloseable {
    /** Answers one request on a connection that is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void answer(String path, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    static ScriptedServer start(Script script) throws IOException {
        return start(ServerSocketFactory.getDefault(), script);
    }

    static ScriptedServer start(ServerSocketFactory sockets, Script script) throws IOException {
        ServerSocket listener = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        ScriptedServer server = new ScriptedServer(listener, script);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** A whole answer of status 200. */
    static void ok(OutputStream out, byte[] body, String... headers) throws IOException {
        head(out, "200 OK", headers);
        out.write(body);
        out.flush();
    }

    /** The head of an answer, with these headers and the end of the connection as the end of its body. */
    static void head(OutputStream out, String status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
            }
            if (!lines.isEmpty()) {
                requests.add(lines);
                script.answer(path(lines), socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client went away: many tests want just that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static String path(List<String> request) {
        String line = request.getFirst();
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    int port() {
        return listener.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Request lines and headers of each request, in the order in which they came. */
    List<List<String>> requests() {
        return requests;
    }

    /** The paths asked for, in order. */
    List<String> paths() {
        return requests.stream().map(ScriptedServer::path).toList();
    }

    /** How many connections have not ended. */
    int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
