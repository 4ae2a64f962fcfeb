package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
            Files.createDirectories(parent);
            removeLeftOver(partial);
            Files.createDirectory(partial);
            try (InputStream bytes = network.stream()) {
                writeSynced(partial.resolve(networkName), bytes);
            }
            writeSynced(partial.resolve(ModelBundle.DESCRIPTION_FILE), new ByteArrayInputStream(json));
            syncFolder(partial);
            move(partial, target);
            syncFolder(parent);
        } catch (IOException e) {
            throw new Failure.Unavailable("the copy of the model cannot be written to %s: %s".formatted(target, e), e);
        }
    }

    private static void writeSynced(Path file, InputStream bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            bytes.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
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

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename a folder in one step", e);
        }
    }

    // Without this a crash may forget the new names, although the files' contents are on disk.
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
