package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The duplicates of all collections of one server. Safe for use by many threads. */
public final class CollectionDuplicates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionDuplicates.class);
    private static final String NAME = "duplicates";

    private final Path data;
    private final ImageCollections collections;
    private final DuplicateParts parts;
    // Guarded by this.
    private final Map<String, LibraryDuplicates> open = new HashMap<>();
    private boolean closed;

    private CollectionDuplicates(Path data, ImageCollections collections, DuplicateParts parts) {
        this.data = data;
        this.collections = collections;
        this.parts = parts;
    }

    /** Opens what is known, and goes on with the searches that were cut off; one that cannot is told in the log. */
    public static CollectionDuplicates open(Path data, ImageCollections collections, DuplicateParts parts) {
        CollectionDuplicates opened = new CollectionDuplicates(data, collections, parts);
        for (String name : names(collections)) {
            if (Files.exists(opened.folder(name).run())) {
                try {
                    opened.get(name);
                } catch (Failure e) {
                    LOG.error("The duplicates of {} cannot be read: {}", name, e.getMessage());
                }
            }
        }
        return opened;
    }

    /** Where the store does not answer, searches go on when somebody asks for them. */
    private static Set<String> names(ImageCollections collections) {
        try {
            return collections.all().keySet();
        } catch (Failure.Unavailable e) {
            LOG.warn("Searches for duplicates do not go on by themselves: {}", e.getMessage());
            return Set.of();
        }
    }

    /** Where the duplicates of a collection are written down: in the collection's own folder, so that they go with it. */
    private DuplicateFolder folder(String name) {
        return folder(data, name);
    }

    /** Where the duplicates of a collection in the data directory {@code data} are written down. */
    public static DuplicateFolder folder(Path data, String name) {
        Path own = data.resolve("collections").resolve(name);
        if (name.equals(ImageCollections.DEFAULT)) {
            return new DuplicateFolder(name, data.resolve(NAME));
        }
        // A store that many servers share has no folders here.
        return new DuplicateFolder(
                name, Files.isDirectory(own) ? own.resolve(NAME) : data.resolve(NAME + "-of-" + name));
    }

    /**
     * The duplicates of the collection of this name.
     *
     * @throws Failure.NotFound if there is none
     */
    public synchronized LibraryDuplicates get(String name) {
        if (closed) {
            throw new Failure.Unavailable("the server is stopping; try again when it is back");
        }
        ImageLibrary library = collections.get(name);
        LibraryDuplicates known = open.get(name);
        if (known != null && known.library() != library) {
            // Deleted since, and another one made with this name.
            open.remove(name);
            known.close();
            known = null;
        }
        if (known == null) {
            known = LibraryDuplicates.open(folder(name), library, parts);
            open.put(name, known);
        }
        return known;
    }

    /** Stops all searches; they go on at the next start. */
    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(LibraryDuplicates::close);
    }
}
