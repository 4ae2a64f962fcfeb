package io.likeness.imaging.worker;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One worker. Requests come from one thread at a time; it may be killed by any. */
final class WorkerProcess {
    private static final int MOST_SAID = 300;
    private static final int SIGNAL_BASE = 128;

    private final Process process;
    private final OutputStream requests;
    private final DataInputStream answers;
    private volatile @Nullable String lastSaid;
    private volatile boolean overdue;
    // Guarded by this.
    private boolean retired;
    private long number;

    private WorkerProcess(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
        this.answers = new DataInputStream(process.getInputStream());
    }

    /** @param environment all that the process will see of one */
    static WorkerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        WorkerProcess worker = new WorkerProcess(builder.start());
        Thread.ofPlatform().name("decoder-" + worker.pid()).daemon().start(worker::listen);
        return worker;
    }

    /** Reads what it says on standard error, lest it waits for a reader, and keeps the last of it. */
    private void listen() {
        try (BufferedReader said = process.errorReader()) {
            char[] chunk = new char[MOST_SAID];
            for (int read = said.read(chunk); read >= 0; read = said.read(chunk)) {
                lastSaid = new String(chunk, 0, read);
            }
        } catch (IOException _) {
            // It is dead.
        }
    }

    /** Waits until it is ready. */
    void awaitReady() throws IOException {
        long greeting = answers.readLong();
        if (greeting != WorkerLoop.READY) {
            throw new IOException("it said " + Long.toHexString(greeting));
        }
    }

    /** Has a request done and answers what the worker says about it. */
    int call(byte[] request) throws IOException {
        number++;
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + request.length);
        message.putInt(Long.BYTES + request.length).putLong(number).put(request);
        requests.write(message.array());
        requests.flush();
        ByteBuffer answer = ByteBuffer.wrap(answers.readNBytes(WorkerLoop.ANSWER_BYTES));
        if (answer.remaining() < WorkerLoop.ANSWER_BYTES) {
            throw new IOException("it ended");
        }
        if (answer.getLong() != number) {
            throw new IOException("it answered what was not asked");
        }
        return answer.getInt();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Calls when it has ended, for whatever reason. */
    void onEnd(Runnable work) {
        CompletableFuture<Void> _ = process.onExit().thenRun(work);
    }

    void kill() {
        process.destroyForcibly();
    }

    void killOverdue() {
        overdue = true;
        kill();
    }

    /** Whether it was killed because it took too long. */
    boolean isOverdue() {
        return overdue;
    }

    /** Whether this call is the first one: it is counted out once. */
    synchronized boolean retire() {
        boolean first = !retired;
        retired = true;
        return first;
    }

    /** How it ended, in plain words; waits a moment for its end. */
    String ending() {
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return "does not end";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not awaited";
        }
        int code = process.exitValue();
        return code > SIGNAL_BASE ? "ended by signal " + (code - SIGNAL_BASE) : "ended with code " + code;
    }

    /** The last of what it said on standard error, printable characters only; nobody's word for anything. */
    String lastSaid() {
        String said = lastSaid;
        return said == null ? "" : said.replaceAll("[^ -~]+", " ").strip();
    }
}
