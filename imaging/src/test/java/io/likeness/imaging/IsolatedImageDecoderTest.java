package io.likeness.imaging;

import static io.likeness.imaging.Decoding.FULL;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.glass;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.DrawnPictures.webp;
import static io.likeness.imaging.MortalDecoders.await;
import static io.likeness.imaging.MortalDecoders.decoder;
import static io.likeness.imaging.MortalDecoders.processes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of pictures that break what decodes them, and of the others meanwhile. */
final class IsolatedImageDecoderTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static Stream<byte[]> pictures() {
        byte[] upright = jpeg(301, 203);
        BufferedImage opaque = scene(301, 203, BufferedImage.TYPE_3BYTE_BGR);
        return Stream.concat(
                Stream.of(
                        upright,
                        encoded(glass(301, 203), "png"),
                        encoded(opaque, "png"),
                        encoded(scene(301, 203), "gif"),
                        encoded(opaque, "bmp"),
                        encoded(opaque, "tiff"),
                        webp(scene(301, 203), 80)),
                IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                turn -> ByteArrays.jpegWithExif(upright, ByteArrays.exif(turn, ByteOrder.BIG_ENDIAN))));
    }

    @Test
    void decode_anyPicture_givesThePixelsThatTheServerItselfWould() {
        OpenCvImageDecoder plain = Decoding.decoder();
        try (IsolatedImageDecoder decoder = decoder(DecodeProgram.ofFiles().orElseThrow(), 1, AMPLE)) {
            pictures()
                    .map(EncodedImage::of)
                    .forEach(picture -> IntStream.of(FULL, 100, 30).forEach(side -> {
                        try (DecodedImage actual = decoder.decode(picture, side);
                                DecodedImage expected = plain.decode(picture, side)) {
                            assertSame(actual, expected);
                            Region part = new Region(0.3, 0.1, 0.5, 0.5);
                            try (DecodedImage of = actual.crop(part);
                                    DecodedImage wanted = expected.crop(part)) {
                                assertSame(of, wanted);
                            }
                        }
                    }));
        }
    }

    private static void assertSame(DecodedImage actual, DecodedImage expected) {
        assertThat(actual.header()).isEqualTo(expected.header());
        Decoding.assertSize(actual, expected.width(), expected.height());
        assertThat(actual.pixels()).isEqualTo(expected.pixels());
    }

    @Test
    void decode_damagedPictures_areRefusedAsTheServerItselfWould() {
        byte[] cut = jpeg(301, 203);
        cut[ByteArrays.indexOf(cut, ByteArrays.octets(0xFF, 0xC0)) + 5] = 4;
        byte[] spoilt = encoded(
                scene(301, 203, BufferedImage.TYPE_3BYTE_BGR),
                "tiff",
                param -> DrawnPictures.compression(param, "LZW"));
        Arrays.fill(spoilt, spoilt.length / 3, spoilt.length / 2, (byte) 0x81);
        try (IsolatedImageDecoder decoder = decoder(DecodeProgram.ofFiles().orElseThrow(), 1, AMPLE)) {
            for (byte[] damaged : List.of(cut, spoilt)) {
                assertThatThrownBy(decoding(decoder, damaged))
                        .isInstanceOf(Failure.UnsupportedImage.class)
                        .hasMessage(Decoding.refusal(damaged));
            }
            assertThat(decoder.processes().started()).isEqualTo(1);
        }
    }

    @Test
    void decode_picturesThatCrashTheDecoder_failAloneUnderLoad() {
        try (IsolatedImageDecoder decoder = decoder(2, AMPLE);
                Load load = new Load(decoder)) {
            for (int i = 0; i < 3; i++) {
                byte[] bad = picture(MortalDecodeWorker.CRASHES, 40 + i);
                for (int again = 0; again < 3; again++) {
                    assertThatThrownBy(decoding(decoder, bad))
                            .isInstanceOfSatisfying(
                                    Failure.UnsupportedImage.class,
                                    failure -> assertThat(failure.isDamaged()).isTrue())
                            .hasMessageMatching("the PNG of 61 x 4. pixels could not be decoded: the decoder ended"
                                    + " (by signal|with code) \\d+ over it, twice");
                }
            }
            assertThat(load.stop()).isPositive();
            assertThat(decoder.processes().ended()).isEqualTo(6);
            await(() -> decoder.processes().running() == 2 && processes().size() == 2);
        }
        await(() -> processes().isEmpty());
    }

    @Test
    void decode_pictureThatHangsTheDecoder_failsAloneUnderLoadWithinItsTime() {
        try (IsolatedImageDecoder decoder = decoder(2, SHORT);
                Load load = new Load(decoder)) {
            byte[] bad = picture(MortalDecodeWorker.HANGS, 40);
            long start = System.nanoTime();
            assertThatThrownBy(decoding(decoder, bad))
                    .isInstanceOf(Failure.UnsupportedImage.class)
                    .hasMessage("the PNG of 62 x 40 pixels could not be decoded: the decoder took longer than 3000 ms"
                            + " (likeness.decode.timeout)");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(AMPLE));
            assertThatThrownBy(decoding(decoder, bad)).isInstanceOf(Failure.UnsupportedImage.class);
            assertThat(load.stop()).isPositive();
            assertThat(decoder.processes().overdue()).isEqualTo(1);
            assertThat(decoder.processes().ended()).isZero();
        }
    }

    @Test
    void decode_whileProcessesAreKilledFromOutside_failsForNobody() {
        try (IsolatedImageDecoder decoder = decoder(2, AMPLE);
                Load load = new Load(decoder)) {
            for (String signal : List.of("SEGV", "ABRT", "KILL")) {
                await(() -> decoder.processes().running() == 2);
                long ended = decoder.processes().ended();
                MortalDecoders.signal(signal, processes().getFirst());
                await(() -> decoder.processes().ended() == ended + 1);
            }
            assertThat(load.stop()).isPositive();
        }
    }

    @Test
    void decode_inAProcessThatWasStopped_failsWithinItsTimeAndTheNextIsServed() {
        try (IsolatedImageDecoder decoder = decoder(1, SHORT)) {
            decode(decoder, picture(50, 50));
            MortalDecoders.signal("STOP", processes().getFirst());
            assertThatThrownBy(decoding(decoder, picture(50, 50))).hasMessageContaining("took longer than 3000 ms");
            decode(decoder, picture(50, 51));
            assertThat(decoder.processes().overdue()).isEqualTo(1);
        }
    }

    @Test
    void decode_inAProcessThatLies_isRefused() {
        try (IsolatedImageDecoder decoder = decoder(1, AMPLE)) {
            assertThatThrownBy(decoding(decoder, picture(MortalDecodeWorker.LIES, 40)))
                    .isInstanceOf(Failure.UnsupportedImage.class);
            assertThat(decoder.processes().ended()).isEqualTo(2);
            assertThatThrownBy(decoding(decoder, picture(MortalDecodeWorker.RAVES, 40)))
                    .hasMessage("the PNG is damaged: its data cannot be decoded");
            assertThat(decoder.processes().ended()).isEqualTo(2);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux counts it")
    void decode_pictureThatTakesTooMuchMemory_isRefused() {
        try (IsolatedImageDecoder decoder = decoder(1, AMPLE)) {
            assertThatThrownBy(decoding(decoder, picture(MortalDecodeWorker.DEVOURS, 40)))
                    .isInstanceOf(Failure.UnsupportedImage.class);
            decode(decoder, picture(50, 50));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "processes are looked at in /proc")
    void process_seesNothingOfTheServersVariablesAndListensNowhere() throws IOException {
        assertThat(System.getenv()).containsKey("PATH");
        try (IsolatedImageDecoder decoder = decoder(1, AMPLE)) {
            decode(decoder, picture(50, 50));
            Path process = Path.of("/proc/" + processes().getFirst().pid());
            String variables = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            assertThat(variables.split("\0"))
                    .contains("OPENBLAS_NUM_THREADS=1")
                    .allMatch(variable -> variable.matches(
                            "(LD_LIBRARY_PATH|LANG|LC_\\w+|OPENCV_IO_\\w+|OPENBLAS_NUM_THREADS|MALLOC_ARENA_MAX)=.*"));
            try (Stream<Path> files = Files.list(process.resolve("fd"))) {
                assertThat(files.map(file -> target(file))).noneMatch(file -> file.startsWith("socket:"));
            }
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "closed";
        }
    }

    @Test
    void process_whoseServerIsKilledWhileItHangs_ends(@TempDir Path folder) throws Exception {
        Path picture = Files.write(folder.resolve("bad.png"), picture(MortalDecodeWorker.HANGS, 40));
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyDecoder.class.getName(),
                        picture.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(() -> MortalDecoders.workersOf(server.toHandle())
                .anyMatch(worker -> worker.info()
                        .totalCpuDuration()
                        .map(used -> used.compareTo(Duration.ofSeconds(1)) > 0)
                        .orElse(false)));
        ProcessHandle worker =
                MortalDecoders.workersOf(server.toHandle()).findFirst().orElseThrow();
        server.destroyForcibly().waitFor();
        await(() -> !worker.isAlive());
    }

    @Test
    void decode_whenNoProcessCanBeStarted_saysWhy() {
        DecodeProgram missing =
                new DecodeProgram(DecodeProgram.ofFiles().orElseThrow().classPath(), List.of("io.likeness.Missing"));
        try (IsolatedImageDecoder decoder = decoder(missing, 1, AMPLE)) {
            assertThatThrownBy(decoding(decoder, picture(50, 50)))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageStartingWith(
                            "no decoder can be started: its process ended with code 1 before it was ready")
                    .hasMessageContaining("io.likeness.Missing");
        }
    }

    private static byte[] picture(int width, int height) {
        return encoded(scene(width, height), "png");
    }

    private static ThrowingCallable decoding(IsolatedImageDecoder decoder, byte[] picture) {
        return () -> decode(decoder, picture);
    }

    private static void decode(IsolatedImageDecoder decoder, byte[] picture) {
        decoder.decode(EncodedImage.of(picture), FULL).close();
    }

    /** Three callers that have good pictures decoded all the time and look at the result. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<CompletableFuture<Integer>> callers = new ArrayList<>();

        Load(IsolatedImageDecoder decoder) {
            for (int i = 0; i < 3; i++) {
                EncodedImage good = EncodedImage.of(picture(100 + i, 80));
                callers.add(CompletableFuture.supplyAsync(() -> run(decoder, good), Thread::startVirtualThread));
            }
        }

        private int run(IsolatedImageDecoder decoder, EncodedImage good) {
            int done = 0;
            try (DecodedImage expected = Decoding.decoder().decode(good, FULL)) {
                while (!stopped.get() || done == 0) {
                    try (DecodedImage actual = decoder.decode(good, FULL)) {
                        assertSame(actual, expected);
                    }
                    done++;
                }
            }
            return done;
        }

        /** Ends it; how many pictures were decoded. What was thrown is thrown here. */
        int stop() {
            stopped.set(true);
            return callers.stream().mapToInt(CompletableFuture::join).sum();
        }

        @Override
        public void close() {
            stop();
        }
    }
}
