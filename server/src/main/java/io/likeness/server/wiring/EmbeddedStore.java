package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.storage.DataDirectory;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FileFeatureStore;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The collections in a data directory. Opened and closed by one thread; its collections are safe for use by many. */
final class EmbeddedStore implements AutoCloseable {
    private final DataDirectory data;
    private final LocalModels models;
    private final boolean clean;
    // By the folder of the library; a folder that is gone was a collection that was deleted.
    private final Map<Path, PreviewSweep> sweeps = new ConcurrentHashMap<>();
    private final ImageCollections collections;

    /**
     * Opens all collections.
     *
     * @param data stays open
     * @throws Failure.Unavailable if the disk refuses
     */
    EmbeddedStore(DataDirectory data, LocalModels models) {
        this.data = data;
        this.models = models;
        this.clean = data.wasCleanlyClosed();
        ImageLibrary main = library(data.path(), clean);
        boolean opened = false;
        try {
            this.collections = ImageCollections.open(data.path().resolve("collections"), main, folder -> {
                // One that is made later has nothing to sweep.
                boolean isNew = !Files.isDirectory(folder.resolve("previews"));
                return library(folder, clean || isNew);
            });
            opened = true;
        } finally {
            if (!opened) {
                main.close();
            }
        }
    }

    /** The collections; closed with this. */
    ImageCollections collections() {
        return collections;
    }

    private ImageLibrary library(Path home, boolean swept) {
        Path previewFolder = home.resolve("previews");
        try {
            DurableFiles.createDirectories(previewFolder);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + previewFolder + " cannot be made: " + e.getMessage(), e);
        }
        FilePreviewStore previews = FilePreviewStore.open(previewFolder);
        FileFeatureStore features = new FileFeatureStore(home.resolve("features"));
        ImageLibrary library = new ImageLibrary(models.openServing(home), previews, features);
        boolean opened = false;
        try {
            models.openBeside(home).ifPresent(library.mirrored()::add);
            opened = true;
        } finally {
            if (!opened) {
                library.close();
            }
        }
        forgetDeleted();
        sweeps.put(home, new PreviewSweep(swept, library, previews, features));
        return library;
    }

    /** Lets go of the libraries of deleted collections, each of which takes half a megabyte. */
    private void forgetDeleted() {
        sweeps.keySet().removeIf(home -> !Files.isDirectory(home));
    }

    /** Closes the collections, and marks the directory where nothing is left over. */
    @Override
    public void close() {
        collections.close();
        forgetDeleted();
        if (sweeps.values().stream().allMatch(PreviewSweep::leftNothing)) {
            data.markCleanlyClosed();
        }
    }
}
