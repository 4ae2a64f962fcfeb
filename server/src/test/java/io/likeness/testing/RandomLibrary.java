package io.likeness.testing;

import io.likeness.embedding.Embedding;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.onnx.ModelBundle;
import io.likeness.storage.DataDirectory;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FilePreviewStore;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data directory with the built-in model whose records have random vectors, open as a server has it. Used by one thread. */
public final class RandomLibrary implements AutoCloseable {
    private static final int CONTENTS = 40;

    private final DataDirectory data;
    private final ImageCollections collections;
    private final Random random;
    private final int dimension;
    private final long seed;
    private int number;

    private RandomLibrary(DataDirectory data, ImageCollections collections, long seed, int dimension) {
        this.data = data;
        this.collections = collections;
        this.seed = seed;
        this.random = new Random(seed);
        this.dimension = dimension;
    }

    /** Opens or creates one. */
    public static RandomLibrary open(Path folder, long seed) {
        DataDirectory data = DataDirectory.open(folder, "test", InstantSource.system());
        ModelBundle model = ModelBundle.builtIn();
        if (data.manifestModel().isEmpty()) {
            data.create(model.fingerprint(), target -> {
                Files.delete(target);
                model.writeTo(target);
            });
        }
        int dimension = model.fingerprint().dimension();
        ImageCollections collections = ImageCollections.open(
                folder.resolve("collections"), library(folder, dimension), home -> library(home, dimension));
        return new RandomLibrary(data, collections, seed, dimension);
    }

    private static ImageLibrary library(Path home, int dimension) {
        try {
            DurableFiles.createDirectories(home.resolve("index"));
            DurableFiles.createDirectories(home.resolve("previews"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageLibrary(
                LuceneVectorIndex.open(
                        home.resolve("index"), dimension, LuceneSettings.DEFAULT, InstantSource.system()),
                FilePreviewStore.open(home.resolve("previews")));
    }

    public ImageCollections collections() {
        return collections;
    }

    /** Adds records, whose contents repeat, to a collection. */
    public void add(String collection, int records) {
        ImageLibrary library = collections.get(collection);
        for (int i = 0; i < Math.min(records, CONTENTS); i++) {
            library.previews().put(digest(i), preview(i));
        }
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String key = "key/图 " + seed + "/" + number++;
            NewImage image = new NewImage(
                    key,
                    digest(i % CONTENTS),
                    new ImageHeader(ImageType.PNG, 1 + random.nextInt(5000), 1 + random.nextInt(5000)),
                    new Attributes("/p/" + key, Map.of("n", String.valueOf(i), "colour", "red\n\"")));
            entries.add(new IndexEntry(image, vector()));
            if (entries.size() == 1000 || i == records - 1) {
                library.index().putAll(entries);
                entries.clear();
            }
        }
    }

    /** A random unit vector of this library's model. */
    public Embedding vector() {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.normalised(values);
    }

    private static ImageDigest digest(int content) {
        return EncodedImage.of(("content " + content).getBytes(StandardCharsets.US_ASCII))
                .digest();
    }

    private static byte[] preview(int content) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, Color.HSBtoRGB(content / 40f, 1, i / 3072f));
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }

    @Override
    public void close() {
        collections.close();
        data.markCleanlyClosed();
        data.close();
    }
}
