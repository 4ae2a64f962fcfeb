package io.likeness.imaging;

import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether {@link AreaVectors} fits a picture to a network's input, in a fraction of OpenCV's time. Young vector code takes a thousand times as long
 * as compiled one, hence it is warmed up in the background once many pictures came, and used only after it was seen to be the faster one. Safe for use by
 * many threads.
 */
final class AreaFit {
    /** A server that sees few pictures never pays for the compilation. */
    static final int PICTURES_BEFORE_WARM_UP = 200;

    static final String WARM_UP_THREAD = "warm-up-fit";

    private static final Logger log = LoggerFactory.getLogger(AreaFit.class);
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    private static final int FAST_TRIES = 20;
    // Of processor time for one number of taps; where the JVM compiles no vectors, more would not help.
    private static final long MOST_NANOS = 3_000_000_000L;
    // Rows of the picture that warms up, and of what it is shrunk to: few, since each takes long at first.
    private static final int WARM_UP_ROWS = 18;
    private static final int WARM_UP_SIDE = 224;
    private static final int WARM_UP_TARGET = 8;

    private final AtomicInteger pictures = new AtomicInteger();
    private volatile boolean warm;

    /** Takes note of a picture; the one after which it is worth while starts the warm-up. */
    void seen() {
        if (VECTORS && !warm && pictures.incrementAndGet() == PICTURES_BEFORE_WARM_UP) {
            Thread.ofPlatform().name(WARM_UP_THREAD).daemon().start(this::warmUp);
        }
    }

    boolean isWarm() {
        return warm;
    }

    /** Whether vectors give what OpenCV gives: both sides shrink by area, not both by whole numbers, which OpenCV does fast. */
    static boolean isFor(int width, int height, int targetWidth, int targetHeight, Preprocessing how) {
        boolean byWholeNumbers = width % targetWidth == 0 && height % targetHeight == 0;
        return how.shrink() == Interpolation.AREA
                && targetWidth <= width
                && targetHeight <= height
                && !byWholeNumbers
                && VECTORS
                && how.width() >= AreaVectors.leastSide();
    }

    /**
     * Fits a picture for which {@link #isFor} holds.
     *
     * @param rgb direct, rows of 3 bytes a px without padding
     * @param targetWidth columns of the whole shrunk picture, of which the middle {@code how.width()} are taken
     * @param targetHeight rows of it, of which the middle {@code how.height()} are taken
     */
    static void write(
            ByteBuffer rgb,
            int width,
            int height,
            int targetWidth,
            int targetHeight,
            Preprocessing how,
            FloatBuffer row) {
        AreaWeights across = AreaWeights.of(width, targetWidth, (targetWidth - how.width()) / 2, how.width());
        AreaWeights down = AreaWeights.of(height, targetHeight, (targetHeight - how.height()) / 2, how.height());
        new AreaVectors(MemorySegment.ofBuffer(rgb), width, across, down, how).writeTo(MemorySegment.ofBuffer(row));
    }

    /** Until it is fast, for 3 taps, 4 and more. */
    void warmUp() {
        for (int width : new int[] {500, 600, 1300}) {
            if (!becomesFast(width)) {
                log.debug("Vectors stay slower than OpenCV here, which fits the pictures then");
                return;
            }
        }
        warm = true;
    }

    private static boolean becomesFast(int width) {
        Preprocessing how = new Preprocessing(
                WARM_UP_SIDE,
                WARM_UP_TARGET,
                Resize.STRETCH,
                Interpolation.AREA,
                Interpolation.LINEAR,
                ChannelOrder.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f));
        try (Arena arena = Arena.ofShared()) {
            ByteBuffer rgb = arena.allocate(3L * width * WARM_UP_ROWS).asByteBuffer();
            FloatBuffer row = arena.allocate((long) Float.BYTES * how.values(), Float.BYTES)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            long limit = Long.MAX_VALUE;
            for (int i = 0; i < FAST_TRIES; i++) {
                limit = Math.min(limit, nanos(() -> OpenCvImagePreprocessor.shrink(rgb, width, WARM_UP_ROWS, how)));
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long until = threads.getCurrentThreadCpuTime() + MOST_NANOS;
            int fast = 0;
            while (fast < FAST_TRIES && threads.getCurrentThreadCpuTime() < until) {
                long own = nanos(() -> write(rgb, width, WARM_UP_ROWS, WARM_UP_SIDE, WARM_UP_TARGET, how, row));
                fast += own < limit ? 1 : 0;
            }
            return fast == FAST_TRIES;
        }
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
