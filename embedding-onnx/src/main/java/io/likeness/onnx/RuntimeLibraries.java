package io.likeness.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's native libraries unpacked in the user's cache folder. Left to itself ONNX Runtime unpacks 28 MB at each start, the longest step
 * of opening a network, and leaves them in the temporary folder when the process is killed.
 */
final class RuntimeLibraries {
    /** The property by which ONNX Runtime is told where its libraries are. */
    static final String PROPERTY = "onnxruntime.native.path";

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLibraries.class);

    private RuntimeLibraries() {}

    /**
     * To be called before the first use of ONNX Runtime; later calls do nothing. Where the libraries cannot be kept, ONNX Runtime unpacks them itself.
     *
     * @param caches the folder that holds one folder for each version
     */
    static synchronized void prepare(Path caches) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try {
            Optional<Path> folder = unpacked(caches);
            folder.ifPresent(found -> System.setProperty(PROPERTY, found.toString()));
        } catch (IOException e) {
            LOG.warn(
                    "ONNX Runtime is unpacked anew at each start, as it cannot be kept in {}: {}",
                    caches,
                    e.toString());
        }
    }

    /** {@code $XDG_CACHE_HOME/likeness}, or {@code .cache/likeness} in the user's home. */
    static Path userCaches() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("likeness");
    }

    /** The folder with the libraries of the running platform, or empty where the jar has none in the usual place. */
    static Optional<Path> unpacked(Path caches) throws IOException {
        List<String> names = List.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
        URL main = OrtEnvironment.class.getResource("native/" + platform() + "/" + names.getFirst());
        if (main == null || !(main.openConnection() instanceof JarURLConnection jar)) {
            return Optional.empty();
        }
        // The checksum stands for the version, so that two versions never share a folder.
        Path folder = caches.resolve(
                "onnxruntime-%s-%08x".formatted(platform(), jar.getJarEntry().getCrc()));
        Files.createDirectories(folder);
        for (String name : names) {
            URL library = OrtEnvironment.class.getResource("native/" + platform() + "/" + name);
            if (library == null || !(library.openConnection() instanceof JarURLConnection connection)) {
                return Optional.empty();
            }
            unpack(connection, folder.resolve(name));
        }
        return Optional.of(folder);
    }

    private static void unpack(JarURLConnection library, Path file) throws IOException {
        JarEntry entry = library.getJarEntry();
        // A power cut may leave a file of the right name with other contents.
        if (Files.isRegularFile(file) && Files.size(file) == entry.getSize() && checksum(file) == entry.getCrc()) {
            return;
        }
        Path partial = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".partial");
        try (InputStream bytes = library.getInputStream()) {
            Files.copy(bytes, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1 << 20];
        try (InputStream bytes = new CheckedInputStream(Files.newInputStream(file), checksum)) {
            while (bytes.read(buffer) >= 0) {
                // The stream counts what passes.
            }
        }
        return checksum.getValue();
    }

    // As ONNX Runtime names the folders in its jar.
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String name = system.startsWith("windows") ? "win" : system.contains("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch", "");
        return name + "-" + (machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine);
    }
}
