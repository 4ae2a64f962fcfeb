package io.likeness.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes bundles of {@link ColourNetwork}s into folders. */
final class BundleFolder {
    private BundleFolder() {}

    /** The description that fits {@code ColourNetwork.colours()}; {@code SHA} stands for the hash. */
    static final String DESCRIPTION = """
            {"name": "colour", "version": "1", "licence": "CC0-1.0", "source": "written by a test", "file": "colour.onnx", "sha256": "SHA",
             "input": {"name": "image", "layout": "NCHW", "type": "float32", "channels": "BGR", "width": 32, "height": 32, "resize": "crop",
                       "shrink": "area", "enlarge": "linear", "mean": [10, 20, 30], "std": [50, 60, 70]},
             "output": {"name": "features", "dimension": 5, "normalised": false}}
            """;

    static Path write(Path folder, String description, byte[] network) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("colour.onnx"), network);
            Files.writeString(folder.resolve("model.json"), description.replace("SHA", sha256(network)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
