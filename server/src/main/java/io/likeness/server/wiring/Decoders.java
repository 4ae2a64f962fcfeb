package io.likeness.server.wiring;

import io.likeness.image.ImageDecoder;
import io.likeness.imaging.DecodeProgram;
import io.likeness.imaging.DecodeWorker;
import io.likeness.imaging.IsolatedImageDecoder;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.imaging.worker.WorkerCounts;
import io.likeness.server.engine.DecoderProcesses;
import io.likeness.server.settings.LikenessProperties;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The decoder that the settings ask for.
 *
 * @param decoder decodes
 * @param processes those that it decodes in
 */
record Decoders(ImageDecoder decoder, DecoderProcesses processes) {
    /** How long a picture waits for the pixels of others to be freed. */
    private static final Duration PIXEL_PATIENCE = Duration.ofSeconds(10);

    /**
     * Makes it, once OpenCV is loaded; it is closed with the rest.
     *
     * @param threads that decode
     */
    static Decoders open(LikenessProperties settings, int threads, Closers closers) {
        PixelBudget budget = new PixelBudget(settings.pixelBudget(), PIXEL_PATIENCE);
        if (!settings.decode().isIsolated()) {
            return new Decoders(new OpenCvImageDecoder(settings.maxPixels(), budget), DecoderProcesses.NONE);
        }
        DecodeProgram program = DecodeProgram.ofFiles().orElseGet(Decoders::ofOneJar);
        IsolatedImageDecoder decoder = new IsolatedImageDecoder(
                settings.maxPixels(),
                budget,
                program.settings(threads, settings.decode().timeout(), settings.maxBytes()));
        closers.add(decoder::close);
        return new Decoders(decoder, new Processes(decoder));
    }

    /** The program inside of the jar that this server was started from, which only its own launcher can read. */
    private static DecodeProgram ofOneJar() {
        List<Path> places = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(place -> Path.of(place).toAbsolutePath())
                .toList();
        String classPath = places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new DecodeProgram(
                classPath,
                List.of(
                        "-Dloader.main=" + DecodeWorker.class.getName(),
                        // Else it would look for settings of its own in the current folder.
                        "-Dloader.home=" + places.getFirst().getParent(),
                        "org.springframework.boot.loader.launch.PropertiesLauncher"));
    }

    private record Processes(IsolatedImageDecoder decoder) implements DecoderProcesses {
        @Override
        public void start() {
            decoder.start();
        }

        @Override
        public Counts counts() {
            WorkerCounts counts = decoder.processes();
            return new Counts(counts.running(), counts.ended(), counts.overdue());
        }
    }
}
