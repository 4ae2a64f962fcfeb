package io.likeness.library;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries of one server by name. The one named {@value #DEFAULT} is always there; others are made and deleted, each in a folder of its own.
 * Safe for use by many threads.
 */
public final class ImageCollections implements AutoCloseable {
    /** The collection meant where none is named. */
    public static final String DEFAULT = "default";

    private static final Logger LOG = LoggerFactory.getLogger(ImageCollections.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final String DELETED = ".deleted-";

    private final Path folder;
    private final Opener opener;
    private final AtomicLong deletions = new AtomicLong();
    // Guarded by this; the default one is among them.
    private final TreeMap<String, ImageLibrary> open = new TreeMap<>();

    private ImageCollections(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    /** Opens or creates the library in a folder. */
    @FunctionalInterface
    public interface Opener {
        ImageLibrary open(Path folder);
    }

    /**
     * Opens all collections.
     *
     * @param folder where collections but the default one are kept; created with the first of them
     * @param defaultLibrary the default one, closed with the others
     */
    public static ImageCollections open(Path folder, ImageLibrary defaultLibrary, Opener opener) {
        ImageCollections collections = new ImageCollections(folder, opener);
        collections.open.put(DEFAULT, defaultLibrary);
        if (Files.isDirectory(folder)) {
            collections.openAll();
        }
        return collections;
    }

    private void openAll() {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path each : stream) {
                String name = each.getFileName().toString();
                if (name.startsWith(DELETED)) {
                    removeInBackground(each);
                } else if (NAME.matcher(name).matches()) {
                    open.put(name, opener.open(each));
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * The library of this name.
     *
     * @throws Failure.NotFound if there is none
     */
    public synchronized ImageLibrary get(String name) {
        ImageLibrary library = open.get(name);
        if (library == null) {
            throw new Failure.NotFound("there is no collection \"" + name + "\"");
        }
        return library;
    }

    /** All libraries by name. */
    public synchronized SortedMap<String, ImageLibrary> all() {
        return new TreeMap<>(open);
    }

    /**
     * Creates a collection, durably when the call returns.
     *
     * @return false where it was there already
     * @throws Failure.BadInput if the name is not 1 to 63 of a-z, 0-9, _ and -, beginning with a letter or digit
     */
    public synchronized boolean create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Failure.BadInput(
                    "\"" + name + "\" is no name of a collection; allowed are 1 to 63 of a-z, 0-9, _ and -, "
                            + "beginning with a letter or digit");
        }
        if (open.containsKey(name)) {
            return false;
        }
        try {
            DurableFiles.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw unusable(e);
        }
        open.put(name, opener.open(folder.resolve(name)));
        return true;
    }

    /**
     * Deletes a collection with all its pictures, durably when the call returns.
     *
     * @throws Failure.NotFound if there is none of this name
     * @throws Failure.Conflict if it is the default one
     */
    public synchronized void delete(String name) {
        if (name.equals(DEFAULT)) {
            throw new Failure.Conflict("the collection \"" + DEFAULT + "\" cannot be deleted, only its pictures can");
        }
        get(name).close();
        open.remove(name);
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
                removeTree(deleted);
            } catch (IOException e) {
                LOG.warn("{} is deleted, but its files remain until the next start: {}", deleted, e.getMessage());
            }
        });
    }

    private static void removeTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Failure unusable(IOException e) {
        return new Failure.Unavailable(
                "the folder " + folder + " of the collections cannot be used: " + e.getMessage(), e);
    }

    /** Closes all libraries. */
    @Override
    public synchronized void close() {
        for (Map.Entry<String, ImageLibrary> each : open.entrySet()) {
            each.getValue().close();
        }
    }
}
