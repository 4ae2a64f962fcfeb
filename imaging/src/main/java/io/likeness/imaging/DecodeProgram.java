package io.likeness.imaging;

import io.likeness.image.ImageDecoder;
import io.likeness.imaging.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * What Java is told to run as {@link DecodeWorker}.
 *
 * @param classPath where the classes are
 * @param arguments what stands behind the class path: further options and the main class
 */
public record DecodeProgram(String classPath, List<String> arguments) {
    // Small and quick to start; what breaks ends at once and leaves no file behind.
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "-Xms4m",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED");

    /** All that a process sees of this one's environment: how to find libraries and write names, and OpenCV's own limits. */
    private static final Set<String> KEPT = Set.of(
            "LD_LIBRARY_PATH",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "OPENCV_IO_MAX_IMAGE_PIXELS",
            "OPENCV_IO_MAX_IMAGE_WIDTH",
            "OPENCV_IO_MAX_IMAGE_HEIGHT");

    private static final Map<String, String> FEW_THREADS = Map.of("OPENBLAS_NUM_THREADS", "1", "MALLOC_ARENA_MAX", "2");

    /** Where the JDK's own decoder looks at a file once more, it holds two copies of it. */
    private static final int COPIES = 2;

    private static final long HEAP = 32L << 20;

    /** Some starts of a process on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    public DecodeProgram {
        arguments = List.copyOf(arguments);
    }

    /** The program as this process has it in files: the classes of this module, of the ports and of OpenCV. Empty if they are not in files of their own. */
    public static Optional<DecodeProgram> ofFiles() {
        Set<String> places = new LinkedHashSet<>();
        for (Optional<Path> place : List.of(
                ofClass(DecodeWorker.class),
                ofClass(ImageDecoder.class),
                ofClass(Loader.class),
                ofClass(org.bytedeco.openblas.presets.openblas_nolapack.class),
                ofClass(org.bytedeco.opencv.presets.opencv_core.class),
                ofLibrary(Loader.class, "jnijavacpp"),
                ofLibrary(org.bytedeco.openblas.presets.openblas_nolapack.class, "jniopenblas_nolapack"),
                ofLibrary(org.bytedeco.opencv.presets.opencv_core.class, "jniopencv_core"))) {
            if (place.isEmpty()) {
                return Optional.empty();
            }
            places.add(place.get().toString());
        }
        String classPath = String.join(System.getProperty("path.separator"), places);
        return Optional.of(new DecodeProgram(classPath, List.of(DecodeWorker.class.getName())));
    }

    private static Optional<Path> ofClass(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(source -> source.getLocation())
                .flatMap(place -> file(place.toString()));
    }

    private static Optional<Path> ofLibrary(Class<?> type, String name) {
        String module = type.getPackageName().replaceFirst("^(org\\.bytedeco\\.[a-z]+).*", "$1");
        String file = "/" + module.replace('.', '/') + "/" + Loader.getPlatform() + "/" + System.mapLibraryName(name);
        @Nullable URL place = type.getResource(file);
        return place == null || !place.toString().endsWith("!" + file)
                ? Optional.empty()
                : file(place.toString()
                        .substring("jar:".length(), place.toString().length() - file.length() - 1));
    }

    private static Optional<Path> file(String place) {
        return place.startsWith("file:") ? Optional.of(Path.of(URI.create(place))) : Optional.empty();
    }

    /**
     * How it is run.
     *
     * @param size processes at most
     * @param timeout for one picture
     * @param maxBytes of a picture file
     */
    public WorkerSettings settings(int size, Duration timeout, long maxBytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-Xmx" + (HEAP + COPIES * maxBytes));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache());
        command.addAll(List.of("-cp", classPath));
        command.addAll(arguments);
        return new WorkerSettings(command, environment(), size, timeout, PATIENCE);
    }

    /** Where the natives lie unpacked already. */
    private static Path cache() {
        try {
            return Loader.getCacheDir().toPath().toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> kept = System.getenv().entrySet().stream()
                .filter(variable -> KEPT.contains(variable.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        variable -> Objects.requireNonNull(variable.getValue()),
                        (a, b) -> a,
                        TreeMap::new));
        kept.putAll(FEW_THREADS);
        return kept;
    }
}
