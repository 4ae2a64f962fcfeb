package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.storage.DataDirectory;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The collections in a data directory. Opened and closed by one thread; its collections are safe for use by many. */
final class EmbeddedStore implements AutoCloseable {
    private final DataDirectory data;
    private final int dimension;
    private final LuceneSettings lucene;
    private final boolean clean;
    private final List<PreviewSweep> sweeps = new CopyOnWriteArrayList<>();
    private final ImageCollections collections;

    /**
     * Opens all collections.
     *
     * @param data stays open
     * @throws Failure.Unavailable if the disk refuses
     */
    EmbeddedStore(DataDirectory data, int dimension, LuceneSettings lucene) {
        this.data = data;
        this.dimension = dimension;
        this.lucene = lucene;
        this.clean = data.wasCleanlyClosed();
        ImageLibrary main = library(data.index(), data.previews(), clean);
        boolean opened = false;
        try {
            this.collections = ImageCollections.open(data.path().resolve("collections"), main, folder -> {
                // One that is made later has nothing to sweep.
                boolean isNew = !Files.isDirectory(folder.resolve("index"));
                return library(folder.resolve("index"), folder.resolve("previews"), clean || isNew);
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

    private ImageLibrary library(Path indexFolder, Path previewFolder, boolean swept) {
        try {
            DurableFiles.createDirectories(indexFolder);
            DurableFiles.createDirectories(previewFolder);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + indexFolder + " cannot be made: " + e.getMessage(), e);
        }
        FilePreviewStore previews = FilePreviewStore.open(previewFolder);
        VectorIndex index = LuceneVectorIndex.open(indexFolder, dimension, lucene, InstantSource.system());
        ImageLibrary library = new ImageLibrary(index, previews);
        sweeps.add(new PreviewSweep(swept, library, previews));
        return library;
    }

    /** Closes the collections, and marks the directory where nothing is left over. */
    @Override
    public void close() {
        collections.close();
        if (sweeps.stream().allMatch(PreviewSweep::leftNothing)) {
            data.markCleanlyClosed();
        }
    }
}
