package io.likeness.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Keeps ONNX Runtime from reporting to its maker. Its official builds for Linux and macOS send events over HTTPS and keep an identifier of the machine,
 * unless the environment variable {@code ORT_DISABLE_TELEMETRY} is 1 before the library is first used; its own switch comes too late for the first event.
 * On Windows nothing is sent unless somebody records the system's trace, and the switch is enough.
 *
 * <p>The same code of theirs ends the process where the command line is longer than 8 KiB, as a class path may be.
 */
final class RuntimeTelemetry {
    /** What ONNX Runtime looks for in the environment of the process. */
    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private RuntimeTelemetry() {}

    /** Sets the variable in the environment of this process; to be called before the first use of ONNX Runtime. */
    @SuppressWarnings("restricted") // Native access, which ONNX Runtime itself needs as well.
    static void turnOff() {
        if ("1".equals(System.getenv(VARIABLE))) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            // Windows has none.
            return;
        }
        MethodHandle call =
                linker.downcallHandle(setenv.get(), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        if (set(call) != 0) {
            throw new IllegalStateException("the environment of the process takes no " + VARIABLE);
        }
    }

    private static int set(MethodHandle setenv) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) setenv.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("1"), 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a C function throws nothing", e);
        }
    }
}
