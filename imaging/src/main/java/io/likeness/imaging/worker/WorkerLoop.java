package io.likeness.imaging.worker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a worker does all its life: it reads a request, does it, answers a number, and ends when the process that it works for has ended. A request is
 * its length (4 bytes), its number (8 bytes) and what is to be done; an answer is the number and the result (4 bytes).
 */
public final class WorkerLoop {
    /** Sent once, when the worker is ready. */
    static final long READY = 0x4C494B454E455353L;

    static final int ANSWER_BYTES = Long.BYTES + Integer.BYTES;
    static final int MOST_REQUEST_BYTES = 1 << 16;

    private static final Duration PARENT_CHECK = Duration.ofSeconds(1);
    private static final int FAULT = 70;

    private WorkerLoop() {}

    /** What a worker is there for. */
    public interface Work {
        /**
         * Does what {@code request} asks for.
         *
         * @return what is answered
         */
        int run(ByteBuffer request) throws IOException;
    }

    /**
     * Says that this process is ready, serves requests and does not return.
     *
     * @param work what is thrown by it ends the process
     */
    public static void serve(Work work) {
        // Standard output belongs to the answers.
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        endWithParent();
        int code = FAULT;
        try (DataInputStream requests =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
            answers.write(ByteBuffer.allocate(Long.BYTES).putLong(READY).array());
            code = serve(requests, answers, work);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace(System.err);
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private static int serve(DataInputStream requests, OutputStream answers, Work work) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        while (true) {
            byte[] request;
            try {
                request = new byte[requests.readInt()];
                requests.readFully(request);
            } catch (EOFException _) {
                return 0;
            }
            ByteBuffer body = ByteBuffer.wrap(request);
            long number = body.getLong();
            answer.clear().putLong(number).putInt(work.run(body));
            answers.write(answer.array());
        }
    }

    /** The end of standard input tells it too, but not while something is being done. */
    private static void endWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.ofPlatform()
                        .name("end-with-parent")
                        .daemon()
                        .start(() -> {
                            try {
                                while (parent.isAlive()) {
                                    Thread.sleep(PARENT_CHECK);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(0);
                        }));
    }

    /** Memory of this process, whose limit grows and shrinks with what is being done. */
    public static final class OwnMemory {
        private final long base;

        /** @param slack bytes beyond what the process has now that it may always have */
        public OwnMemory(long slack) {
            this.base = LinuxCalls.data() + slack;
        }

        /** Allows so many bytes more, until the next call. Only Linux counts. */
        public void allow(long bytes) {
            LinuxCalls.limitData(base + bytes);
        }
    }
}
