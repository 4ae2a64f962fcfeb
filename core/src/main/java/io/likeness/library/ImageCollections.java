package io.likeness.library;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of one server by name. The one named {@value #DEFAULT} is always there; others are made and deleted, each in a place of its own.
 * Safe for use by many threads.
 */
public final class ImageCollections implements AutoCloseable {
    /** The collection meant where none is named. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final CollectionStore store;
    // Changed while holding this; the default one is among them.
    private final ConcurrentSkipListMap<String, ImageLibrary> open = new ConcurrentSkipListMap<>();

    private ImageCollections(CollectionStore store) {
        this.store = store;
    }

    /** Opens or creates the library in a folder. */
    @FunctionalInterface
    public interface Opener {
        ImageLibrary open(Path folder);
    }

    /**
     * Opens all collections of one server.
     *
     * @param folder where collections but the default one are kept; created with the first of them
     * @param defaultLibrary the default one, closed with the others
     */
    public static ImageCollections open(Path folder, ImageLibrary defaultLibrary, Opener opener) {
        return over(new FolderCollections(folder, opener), defaultLibrary);
    }

    /**
     * Opens all collections that {@code store} keeps; those of a shared one are opened when they are asked for.
     *
     * @param defaultLibrary the default one, closed with the others
     */
    public static ImageCollections over(CollectionStore store, ImageLibrary defaultLibrary) {
        ImageCollections collections = new ImageCollections(store);
        collections.open.put(DEFAULT, defaultLibrary);
        if (!store.isShared()) {
            store.names().forEach(name -> collections.open.put(name, store.open(name)));
        }
        return collections;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The library of this name.
     *
     * @throws Failure.NotFound if there is none
     */
    public ImageLibrary get(String name) {
        ImageLibrary library = open.get(name);
        if (library == null && store.isShared() && isName(name)) {
            library = opened(name);
        }
        if (library == null) {
            throw new Failure.NotFound("there is no collection \"" + name + "\"");
        }
        return library;
    }

    private synchronized @Nullable ImageLibrary opened(String name) {
        if (!open.containsKey(name) && store.names().contains(name)) {
            open.put(name, store.open(name));
        }
        return open.get(name);
    }

    /** All libraries by name. */
    public synchronized SortedMap<String, ImageLibrary> all() {
        if (store.isShared()) {
            Set<String> names = store.names();
            names.forEach(name -> open.computeIfAbsent(name, store::open));
            open.keySet().removeIf(name -> !name.equals(DEFAULT) && !names.contains(name));
        }
        return new TreeMap<>(open);
    }

    /**
     * Creates a collection, durably when the call returns.
     *
     * @return false where it was there already
     * @throws Failure.BadInput if the name is not 1 to 63 of a-z, 0-9, _ and -, beginning with a letter or digit
     */
    public synchronized boolean create(String name) {
        if (!isName(name)) {
            throw new Failure.BadInput(
                    "\"" + name + "\" is no name of a collection; allowed are 1 to 63 of a-z, 0-9, _ and -, "
                            + "beginning with a letter or digit");
        }
        boolean elsewhere = store.isShared() && !name.equals(DEFAULT);
        boolean known = elsewhere ? store.names().contains(name) : open.containsKey(name);
        if (!known) {
            open.put(name, store.open(name));
        }
        return !known;
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
        store.delete(name);
    }

    /**
     * Runs {@code work} while nothing is added, changed, deleted or embedded for a search in any collection, and none is made or deleted.
     *
     * @param work gets all libraries that are open, by name
     */
    public synchronized void standStill(Consumer<SortedMap<String, ImageLibrary>> work) {
        SortedMap<String, ImageLibrary> libraries = new TreeMap<>(open);
        libraries.values().forEach(library -> library.mirrored().hold());
        try {
            work.accept(libraries);
        } finally {
            libraries.values().forEach(library -> library.mirrored().release());
        }
    }

    /** Why the pictures cannot be reached now, or empty where they can; answers at once. */
    public Optional<String> problem() {
        return store.problem();
    }

    /** Closes all libraries. */
    @Override
    public synchronized void close() {
        for (Map.Entry<String, ImageLibrary> each : open.entrySet()) {
            each.getValue().close();
        }
        store.close();
    }
}
