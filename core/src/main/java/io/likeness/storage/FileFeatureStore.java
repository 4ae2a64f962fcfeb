package io.likeness.storage;

import io.likeness.failure.Failure;
import io.likeness.image.FeatureStore;
import io.likeness.image.ImageDigest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features as files: {@code ab/<sha256>.features} below one folder, where ab are the first two digits. A file gets that name by a rename once it is whole, but is
 * not forced to disk. Safe for use by many threads.
 */
public final class FileFeatureStore implements FeatureStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileFeatureStore.class);
    private static final String ENDING = ".features";

    private final Path folder;

    /**
     * @param folder is made when something is stored
     */
    public FileFeatureStore(Path folder) {
        this.folder = folder;
    }

    /** Where the features of a content lie, if they are there. */
    public Path file(ImageDigest digest) {
        String name = digest.sha256();
        return folder.resolve(name.substring(0, 2)).resolve(name + ENDING);
    }

    @Override
    public Optional<byte[]> get(ImageDigest digest) {
        try {
            return Optional.of(Files.readAllBytes(file(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("read", e);
        }
    }

    /** As the port says; that a disk is full or write-protected is told in the log. */
    @Override
    public void put(ImageDigest digest, byte[] features) {
        Path file = file(digest);
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path temporary = file.resolveSibling(digest.sha256() + "." + unique + ".tmp");
        try {
            Files.createDirectories(folder.resolve(digest.sha256().substring(0, 2)));
            Files.write(temporary, features);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            DurableFiles.deleteQuietly(temporary, e);
            LOG.warn("Features of {} are not stored and will be computed again: {}", digest, IoReasons.of(e));
        }
    }

    @Override
    public void delete(ImageDigest digest) {
        try {
            Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            throw unavailable("deleted", e);
        }
    }

    /**
     * Clears up after a process that was killed: deletes files that it was writing, and shows the digest of every other one to {@code visitor}, which deletes
     * what no record needs. Others may use the store meanwhile; what they are writing may be lost.
     *
     * @return whether it came to the end, which it does
     * @throws Failure.Unavailable if the disk refuses
     */
    public boolean sweep(Consumer<ImageDigest> visitor) {
        for (int i = 0; i < 256; i++) {
            Path directory = folder.resolve(HexFormat.of().toHexDigits((byte) i));
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (name.endsWith(".tmp")) {
                        Files.deleteIfExists(entry);
                    } else if (name.length() == 64 + ENDING.length()) {
                        visitor.accept(new ImageDigest(name.substring(0, 64)));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw unavailable("swept", new IOException(e.getMessage(), e));
            } catch (IOException e) {
                throw unavailable("swept", e);
            }
        }
        return true;
    }

    private static Failure.Unavailable unavailable(String what, IOException e) {
        return new Failure.Unavailable(
                "features cannot be " + what + " in the data directory (likeness.data): " + IoReasons.of(e), e);
    }
}
