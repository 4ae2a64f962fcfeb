package io.likeness.imaging;

import io.likeness.imaging.worker.WorkerLoop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A {@link DecodeWorker} that breaks over pictures of certain widths, as one with a faulty codec would. */
final class MortalDecodeWorker {
    /** Native code reads where nothing is. */
    static final int CRASHES = 61;

    /** It never ends. */
    static final int HANGS = 62;

    /** It answers what was not asked. */
    static final int LIES = 63;

    /** It answers a result that does not exist. */
    static final int RAVES = 64;

    /** It wants a GiB. */
    static final int DEVOURS = 65;

    private static final int NO_RESULT = 4711;

    private MortalDecodeWorker() {}

    public static void main(String[] args) {
        OpenCv.load();
        WorkerLoop.Work work = DecodeWorker.work();
        WorkerLoop.serve(request -> {
            int width = DecodePlan.read(request.duplicate()).storedWidth();
            int result = work.run(request);
            switch (width) {
                case CRASHES -> crash();
                case HANGS -> hang();
                case LIES -> lie();
                case DEVOURS -> new BytePointer(1L << 30).close();
                default -> {}
            }
            return width == RAVES ? NO_RESULT : result;
        });
    }

    private static void crash() {
        try (BytePointer target = new BytePointer(8)) {
            Pointer.memcpy(target, new Nowhere(), 8);
        }
        throw new IllegalStateException("still alive");
    }

    private static void hang() {
        while (System.nanoTime() != 0) {
            Thread.onSpinWait();
        }
    }

    private static void lie() throws IOException {
        // Not closed: it is the process's own.
        FileOutputStream answers = new FileOutputStream(FileDescriptor.out);
        answers.write(new byte[64]);
    }

    /** Points to the first page, which no process has. */
    private static final class Nowhere extends Pointer {
        Nowhere() {
            super((Pointer) null);
            address = 8;
        }
    }
}
