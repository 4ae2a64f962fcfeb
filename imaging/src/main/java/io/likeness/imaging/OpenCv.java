package io.likeness.imaging;

import java.time.Duration;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * OpenCV's native libraries: loaded once for each process, and set as a server needs them. Everything in this package loads them by itself when it
 * first needs them; calling {@link #load()} earlier on a thread of its own saves that wait. Safe for use by many threads.
 */
public final class OpenCv {
    private OpenCv() {}

    /**
     * Loads the libraries, or waits for another thread that does.
     *
     * @return how long the loading took when it was done
     * @throws UnsatisfiedLinkError if there are none for this platform
     */
    public static Duration load() {
        return Loaded.TIME;
    }

    /**
     * Lets a call that can be divided, as finding features can, use this many threads, where it would use one. Meant for a process in which such calls
     * are rare and somebody waits for them: while one call has the threads, others that come at the same time run on their own thread alone.
     *
     * @param threads at least 1, for the whole process from now on
     */
    public static void useThreads(int threads) {
        load();
        opencv_core.setNumThreads(Math.max(1, threads));
    }

    /** The class loader's lock makes this happen once. */
    private static final class Loaded {
        static final Duration TIME = loadNow();

        private Loaded() {}

        private static Duration loadNow() {
            long start = System.nanoTime();
            // All native memory here is freed by hand. Without these, JavaCPP counts the process's whole memory against
            // a multiple of the
            // Java heap, calls System.gc() in the middle of requests, and fails allocations while there is memory left.
            System.setProperty("org.bytedeco.javacpp.noPointerGC", "true");
            System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            Loader.load(opencv_imgproc.class);
            Loader.load(opencv_imgcodecs.class);
            if (Pointer.maxBytes() != 0 || Pointer.maxPhysicalBytes() != 0) {
                throw new IllegalStateException(
                        "JavaCPP was loaded before its memory limits were lifted; start Java with"
                                + " -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
            }
            NativeLog.redirect();
            // Where many pictures are in work at once, OpenCV's own threads would only take turns with them.
            opencv_core.setNumThreads(1);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
