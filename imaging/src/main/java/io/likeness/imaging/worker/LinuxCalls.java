package io.likeness.imaging.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The system calls of Linux that Java has no name for. On other systems they answer that they do not work. Safe for use by many threads. */
@SuppressWarnings("restricted") // Calling native code is what this module is for.
final class LinuxCalls {
    private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

    // From linux/memfd.h, linux/fcntl.h and asm-generic/resource.h; the same on x86-64 and arm64.
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_SEAL_SEAL = 1;
    private static final int F_SEAL_SHRINK = 2;
    private static final int F_SEAL_GROW = 4;
    private static final int RLIMIT_DATA = 2;

    private LinuxCalls() {}

    /**
     * Makes a file in memory whose size never changes.
     *
     * @return its descriptor, or -1 where there is no such thing
     */
    static int memoryFile(String name, long size) {
        if (!LINUX) {
            return -1;
        }
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) call("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT))
                    .invokeExact(arena.allocateFrom(name), MFD_CLOEXEC | MFD_ALLOW_SEALING);
            if (descriptor < 0) {
                return -1;
            }
            int sized = (int) call("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG))
                    .invokeExact(descriptor, size);
            int sealed = (int) call(
                            "fcntl",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                            Linker.Option.firstVariadicArg(2))
                    .invokeExact(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
            if (sized < 0 || sealed < 0) {
                close(descriptor);
                return -1;
            }
            return descriptor;
        } catch (Throwable e) {
            throw new IllegalStateException("no memory can be shared", e);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int)
                    call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("a descriptor cannot be closed", e);
        }
    }

    /** Lets this process have at most so many bytes of its own that can be written to; does nothing on other systems. */
    static void limitData(long bytes) {
        if (!LINUX) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_LONG));
            int _ = (int) Limits.GET.invokeExact(RLIMIT_DATA, limit);
            long most = limit.getAtIndex(JAVA_LONG, 1);
            limit.setAtIndex(JAVA_LONG, 0, Long.compareUnsigned(bytes, most) < 0 ? bytes : most);
            int _ = (int) Limits.SET.invokeExact(RLIMIT_DATA, limit);
        } catch (Throwable e) {
            throw new IllegalStateException("memory cannot be limited", e);
        }
    }

    /** What this process has now of what {@link #limitData} counts, in bytes; 0 on other systems. */
    static long data() {
        if (!LINUX) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith("VmData:")).findFirst().orElse("0");
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Limits {
        private static final FunctionDescriptor TYPE = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
        static final MethodHandle GET = call("getrlimit", TYPE);
        static final MethodHandle SET = call("setrlimit", TYPE);

        private Limits() {}
    }

    private static MethodHandle call(String name, FunctionDescriptor function, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), function, options);
    }
}
