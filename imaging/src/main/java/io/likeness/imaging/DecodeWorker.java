package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.likeness.imaging.worker.AttachedMemory;
import io.likeness.imaging.worker.WorkerLoop;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The process that decodes for {@link IsolatedImageDecoder}. It has what it is given in shared memory, knows nothing else of the one that it works for,
 * and ends with it.
 */
public final class DecodeWorker {
    /** What is answered for a decoded picture; a fault is answered by its place among {@link DecodeFault}. */
    static final int DONE = -1;

    // More than any codec was seen to take: 16 bits of four channels, their 8-bit copy, a turned one and coefficients.
    private static final long BYTES_A_PIXEL = 24;
    private static final long SLACK = 64 << 20;

    private DecodeWorker() {}

    /** Decodes until standard input ends. */
    public static void main(String[] args) {
        OpenCv.load();
        WorkerLoop.serve(work());
    }

    /** What it does with a request. */
    static WorkerLoop.Work work() {
        AttachedMemory memories = new AttachedMemory();
        WorkerLoop.OwnMemory own =
                new WorkerLoop.OwnMemory(SLACK + Runtime.getRuntime().maxMemory());
        return request -> run(request, memories, own);
    }

    private static int run(ByteBuffer request, AttachedMemory memories, WorkerLoop.OwnMemory own) throws IOException {
        DecodePlan plan = DecodePlan.read(request);
        int inputSize = request.getInt();
        long pixelsAt = request.getLong();
        own.allow(BYTES_A_PIXEL * plan.storedPixels() + 2L * inputSize);
        return memories.with(request, bytes -> decode(plan, inputSize, pixelsAt, bytes));
    }

    @SuppressWarnings("EnumOrdinal") // Whoever reads it runs the same classes.
    private static int decode(DecodePlan plan, int inputSize, long pixelsAt, MemorySegment bytes) {
        try (PointerScope _ = new PointerScope()) {
            ByteBuffer encoded = bytes.asSlice(0, inputSize).asByteBuffer();
            ByteBuffer pixels = bytes.asSlice(pixelsAt, plan.bytes()).asByteBuffer();
            Mat target = new Mat(plan.height(), plan.width(), CV_8UC3, new BytePointer(pixels));
            NativeDecoding.decodeInto(plan, encoded, target);
            return DONE;
        } catch (DecodeFault.UndecodableException e) {
            return e.fault().ordinal();
        }
    }
}
