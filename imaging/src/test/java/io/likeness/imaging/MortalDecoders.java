package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Decoders in processes that tests may break, and what is seen of those processes from outside. */
final class MortalDecoders {
    private MortalDecoders() {}

    /** One whose processes are {@link MortalDecodeWorker}. */
    static IsolatedImageDecoder decoder(int size, Duration timeout) {
        String files = DecodeProgram.ofFiles().orElseThrow().classPath();
        String own = Path.of(MortalDecoders.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        return decoder(
                new DecodeProgram(own + File.pathSeparator + files, List.of(MortalDecodeWorker.class.getName())),
                size,
                timeout);
    }

    static IsolatedImageDecoder decoder(DecodeProgram program, int size, Duration timeout) {
        return new IsolatedImageDecoder(
                100_000_000,
                new PixelBudget(200_000_000, Duration.ofSeconds(20)),
                program.settings(size, timeout, 32 << 20));
    }

    /** The processes that decode for this one. */
    static List<ProcessHandle> processes() {
        return workersOf(ProcessHandle.current()).toList();
    }

    static Stream<ProcessHandle> workersOf(ProcessHandle parent) {
        return parent.children()
                .filter(child -> child.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).toString().contains("DecodeWorker"))
                        .orElse(false));
    }

    /** Sends a signal, by its name. */
    static void signal(String signal, ProcessHandle process) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of patience").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
