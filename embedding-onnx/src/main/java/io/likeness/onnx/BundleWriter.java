package io.likeness.onnx;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Writes a bundle so that its folder is either whole and on disk, or not there. */
final class BundleWriter {
    private BundleWriter() {}

    static void write(Path folder, byte[] json, String networkName, NetworkFile network) {
        Path target = folder.toAbsolutePath();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure.Conflict("the folder %s for a copy of the model exists already".formatted(target));
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new Failure.Conflict("%s cannot take a copy of the model".formatted(target));
        }
        Path partial = parent.resolve("." + target.getFileName() + ".partial");
        try {
            DurableFiles.createDirectories(parent);
            removeLeftOver(partial);
            Files.createDirectory(partial);
            try (InputStream bytes = network.stream()) {
                Files.copy(bytes, partial.resolve(networkName));
            }
            Files.write(partial.resolve(ModelBundle.DESCRIPTION_FILE), json);
            DurableFiles.forceTree(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(parent);
        } catch (IOException e) {
            throw new Failure.Unavailable("the copy of the model cannot be written to %s: %s".formatted(target, e), e);
        }
    }

    private static void removeLeftOver(Path partial) throws IOException {
        if (!Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(partial)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(partial);
    }
}
