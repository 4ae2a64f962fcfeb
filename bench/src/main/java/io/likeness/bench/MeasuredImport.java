package io.likeness.bench;

import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.PreviewEncoder;
import io.likeness.imports.ImportItemsOpener;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSettings;
import io.likeness.imports.ImportSource;
import io.likeness.imports.ImportState;
import io.likeness.imports.ImportTarget;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.AddImage;
import io.likeness.library.ComputePool;
import io.likeness.library.ImageLibrary;
import io.likeness.library.PictureReader;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Imports a folder into a new library as the server does, and takes the time. */
final class MeasuredImport {
    private static final int QUEUE = 256;

    private final ImageDecoder decoder;
    private final PreviewEncoder previews;
    private final OnnxEmbedder embedder;
    private final int dimension;
    private final ImportItemsOpener opener;
    private final ImportSettings settings;
    private final int cores;
    private long pictures;
    private long batches;

    MeasuredImport(
            ImageDecoder decoder,
            PreviewEncoder previews,
            OnnxEmbedder embedder,
            int dimension,
            ImportItemsOpener opener,
            OnnxSettings network,
            int cores) {
        this.decoder = decoder;
        this.previews = previews;
        this.embedder = embedder;
        this.dimension = dimension;
        this.opener = opener;
        this.settings = new ImportSettings(
                4 * network.threads() * network.maxBatch() + cores, 1, 256 << 20, 32 << 20, Duration.ofMinutes(1));
        this.cores = cores;
    }

    Figures run(Path source, Path data, int expected) throws IOException, InterruptedException {
        Files.createDirectories(data.resolve("index"));
        Files.createDirectories(data.resolve("previews"));
        LuceneVectorIndex index = LuceneVectorIndex.open(
                data.resolve("index"), dimension, LuceneSettings.DEFAULT, InstantSource.system());
        try (ComputePool pool = new ComputePool(cores, QUEUE);
                ImageLibrary library = new ImageLibrary(index, FilePreviewStore.open(data.resolve("previews")))) {
            AddImage add = new AddImage(new PictureReader(decoder, previews, embedder, pool), library);
            // What was stored stays until the end: ext4 searches long for a free inode when many were freed a moment
            // ago.
            return run(source, data.resolve("imports"), expected, add);
        }
    }

    private Figures run(Path source, Path folder, int expected, AddImage add) throws InterruptedException {
        long picturesBefore = embedder.pictures();
        long batchesBefore = embedder.batches();
        try (ImportJobs jobs = ImportJobs.open(folder, new Target(add), opener, settings, InstantSource.system())) {
            double processor = ImportThroughput.processorSeconds();
            long start = System.nanoTime();
            String id = jobs.start(new ImportRequest(
                            "default",
                            new ImportSource.Folder(source),
                            ImportRequest.KeyFrom.RELATIVE_PATH,
                            Map.of(),
                            null))
                    .id();
            ImportProgress end = jobs.await(id, Duration.ofHours(1));
            double seconds = (System.nanoTime() - start) / 1e9;
            if (end.state() != ImportState.DONE || end.added() != expected) {
                throw new IllegalStateException("the import went wrong: " + end);
            }
            pictures += embedder.pictures() - picturesBefore;
            batches += embedder.batches() - batchesBefore;
            return new Figures(expected / seconds, (ImportThroughput.processorSeconds() - processor) / expected * 1e3);
        }
    }

    /** Pictures in one run of the network, over all imports so far. */
    double meanBatch() {
        return (double) pictures / Math.max(1, batches);
    }

    private record Target(AddImage add) implements ImportTarget {
        @Override
        public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
            return add.add(image, key, attributes, (_, _) -> {});
        }

        @Override
        public void moved(String collection, long id, String imgPath) {
            throw new IllegalStateException("nothing is moved here");
        }
    }
}
