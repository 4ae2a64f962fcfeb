package io.likeness.imaging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.presets.opencv_core;

/**
 * OpenCV's log, kept off the standard error stream. It matters in one place: libtiff goes on after an error and leaves the pixels black, and only the
 * log tells. Safe for use by many threads.
 *
 * <p>The C++ function that redirects the log has no Java binding; it is found by its name as compilers on Linux and macOS write it. Elsewhere the log
 * stays where it is and no error is counted.
 */
final class NativeLog {
    // void cv::utils::logging::internal::replaceWriteLogMessageEx(
    //     void (*)(LogLevel, const char* tag, const char* file, int line, const char* function, const char* message))
    private static final String REPLACE =
            "_ZN2cv5utils7logging8internal24replaceWriteLogMessageExEPFvNS1_8LogLevelEPKcS5_iS5_S5_E";
    private static final int ERROR = 2;

    // Errors on this thread since the last question; OpenCV logs on the thread that called it.
    private static final ThreadLocal<int[]> ERRORS = ThreadLocal.withInitial(() -> new int[1]);

    private NativeLog() {}

    /** Takes over the log of the loaded library for as long as the process lives. */
    @SuppressWarnings("restricted") // Calling native code is what this module is for.
    static void redirect() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = SymbolLookup.libraryLookup(Loader.load(opencv_core.class), Arena.global());
        Optional<MemorySegment> replace = library.find(REPLACE);
        if (replace.isEmpty()) {
            return;
        }
        try {
            MethodType type = MethodType.methodType(
                    void.class,
                    int.class,
                    MemorySegment.class,
                    MemorySegment.class,
                    int.class,
                    MemorySegment.class,
                    MemorySegment.class);
            MethodHandle receiver = MethodHandles.lookup().findStatic(NativeLog.class, "receive", type);
            MemorySegment stub = linker.upcallStub(
                    receiver,
                    FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS),
                    Arena.global());
            linker.downcallHandle(replace.get(), FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeExact(stub);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenCV's log cannot be redirected", e);
        }
    }

    /** Forgets the errors of this thread. */
    static void clear() {
        ERRORS.get()[0] = 0;
    }

    /** Whether OpenCV logged an error on this thread since {@link #clear()}. */
    static boolean hasErrors() {
        return ERRORS.get()[0] > 0;
    }

    @SuppressWarnings("unused") // Called from native code.
    private static void receive(
            int level, MemorySegment tag, MemorySegment file, int line, MemorySegment function, MemorySegment message) {
        if (level <= ERROR) {
            ERRORS.get()[0]++;
        }
    }
}
