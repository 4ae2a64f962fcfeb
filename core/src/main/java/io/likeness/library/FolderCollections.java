package io.likeness.library;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collections of one server, each in a folder of its own. Safe for use by many threads. */
final class FolderCollections implements CollectionStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderCollections.class);
    private static final String DELETED = ".deleted-";

    private final Path folder;
    private final ImageCollections.Opener opener;
    private final AtomicLong deletions = new AtomicLong();

    FolderCollections(Path folder, ImageCollections.Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    /** As the port says; what was deleted and is not gone yet is removed in the background. */
    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path each : stream) {
                String name = each.getFileName().toString();
                if (name.startsWith(DELETED)) {
                    removeInBackground(each);
                } else if (ImageCollections.isName(name)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return names;
    }

    @Override
    public ImageLibrary open(String name) {
        try {
            DurableFiles.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw unusable(e);
        }
        return opener.open(folder.resolve(name));
    }

    @Override
    public void delete(String name) {
        Path deleted = folder.resolve(DELETED + name + "-" + System.nanoTime() + "-" + deletions.incrementAndGet());
        try {
            Files.move(folder.resolve(name), deleted, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
        removeInBackground(deleted);
    }

    private static void removeInBackground(Path deleted) {
        Thread.ofVirtual().name("remove-collection").start(() -> {
            try {
                DurableFiles.deleteTree(deleted);
            } catch (IOException e) {
                LOG.warn("{} is deleted, but its files remain until the next start: {}", deleted, e.getMessage());
            }
        });
    }

    private Failure unusable(IOException e) {
        return new Failure.Unavailable(
                "the folder " + folder + " of the collections cannot be used: " + e.getMessage(), e);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
