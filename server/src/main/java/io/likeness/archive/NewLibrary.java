package io.likeness.archive;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.onnx.ModelBundle;
import io.likeness.storage.DataDirectory;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A data directory that is being filled from an archive. For use by one thread. */
final class NewLibrary implements ArchiveContent, AutoCloseable {
    private static final int WRITERS = 16;

    private final Path folder;
    private final Path model;
    private final DataDirectory data;
    private final SortedMap<String, ImageLibrary> collections = new TreeMap<>();
    private final ExecutorService writers =
            Executors.newFixedThreadPool(WRITERS, Thread.ofVirtual().factory());
    private SortedMap<String, Long> counts = new TreeMap<>();
    private @Nullable ArchiveManifest manifest;

    /** Begins in {@code folder}, which is not there yet. */
    NewLibrary(Path folder, String version) throws IOException {
        this.folder = folder;
        this.model = folder.resolveSibling("model");
        this.data = DataDirectory.open(folder, version, InstantSource.system());
        Files.createDirectories(model);
    }

    @Override
    public void begin(ArchiveManifest found) {
        manifest = found;
    }

    @Override
    public void modelFile(String name, InputStream bytes) throws IOException {
        if (!collections.isEmpty()) {
            throw ArchiveLayout.damaged("a file of the model comes after pictures, " + name);
        }
        Files.copy(bytes, model.resolve(name));
    }

    /** Makes the library once its model is there. */
    private void create() {
        if (!collections.isEmpty()) {
            return;
        }
        ArchiveManifest known = manifest();
        ModelBundle bundle;
        try {
            bundle = ModelBundle.load(model);
        } catch (Failure.BadInput | Failure.Conflict e) {
            throw ArchiveLayout.damaged("its model cannot be used, " + e.getMessage());
        }
        if (!bundle.fingerprint().matches(known.model())) {
            throw ArchiveLayout.damaged(
                    "its model is not the one that it names, " + known.model().name());
        }
        data.create(bundle.fingerprint(), target -> {
            // A bundle is written as a whole and therefore wants to make its folder.
            Files.delete(target);
            bundle.writeTo(target);
        });
        for (String name : known.collections()) {
            Path home = name.equals(ImageCollections.DEFAULT)
                    ? folder
                    : folder.resolve("collections").resolve(name);
            collections.put(name, library(home, known.model().dimension()));
        }
    }

    private static ImageLibrary library(Path home, int dimension) {
        Path previews = home.resolve("previews");
        try {
            DurableFiles.createDirectories(home.resolve("index"));
            DurableFiles.createDirectories(previews);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + home + " cannot be made: " + e.getMessage(), e);
        }
        return new ImageLibrary(
                LuceneVectorIndex.open(
                        home.resolve("index"), dimension, LuceneSettings.DEFAULT, InstantSource.system()),
                FilePreviewStore.open(previews));
    }

    private ArchiveManifest manifest() {
        if (manifest == null) {
            throw new IllegalStateException("the archive has not begun");
        }
        return manifest;
    }

    @Override
    public void pictures(String collection, Chunk chunk) {
        create();
        ImageLibrary library = collections.get(collection);
        if (library == null) {
            throw ArchiveLayout.damaged("it holds a collection that it does not name, " + collection);
        }
        // A preview is durable before its record is.
        writePreviews(library.previews(), chunk.previews());
        library.index().restoreAll(chunk.images());
    }

    private void writePreviews(PreviewStore store, Map<ImageDigest, byte[]> previews) {
        List<Future<?>> written = new ArrayList<>();
        previews.forEach((digest, jpeg) -> written.add(writers.submit(() -> store.put(digest, jpeg))));
        for (Future<?> each : written) {
            try {
                each.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Failure failure) {
                    throw failure;
                }
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure.Unavailable("interrupted", e);
            }
        }
    }

    @Override
    public void end(SortedMap<String, Long> pictures) {
        create();
        counts = pictures;
    }

    /** Checks and closes what was filled; answers the pictures by collection. */
    SortedMap<String, Long> finish() throws IOException {
        for (Map.Entry<String, ImageLibrary> each : collections.entrySet()) {
            long found = each.getValue().index().count();
            @Nullable Long expected = counts.get(each.getKey());
            each.getValue().close();
            if (expected == null) {
                // Deleted while the archive was written.
                DurableFiles.deleteTree(folder.resolve("collections").resolve(each.getKey()));
            } else if (found != expected) {
                throw ArchiveLayout.damaged("the collection " + each.getKey() + " holds " + found
                        + " pictures once it is restored, expected are " + expected);
            }
        }
        data.markCleanlyClosed();
        return counts;
    }

    @Override
    public void close() {
        collections.values().forEach(ImageLibrary::close);
        writers.shutdown();
        data.close();
    }
}
