package io.likeness.archive;

import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive of all collections while they are in use. It holds every picture that was stored when it was begun and not deleted before it was
 * reached, and of what is added meanwhile nothing but what came in the same millisecond. One chunk is held in memory at a time. For use by one thread.
 */
public final class ArchiveWriter {
    private final ImageCollections collections;
    private final TarArchiveOutputStream tar;
    private final MessageDigest checksum = ArchiveLayout.checksum();
    private final Instant begin = Instant.now();

    // The model that answers now, and the one that did when the archive was begun.
    private final Supplier<ModelFingerprint> now;
    private final ModelFingerprint fingerprint;

    private ArchiveWriter(ImageCollections collections, Supplier<ModelFingerprint> model, TarArchiveOutputStream tar) {
        this.collections = collections;
        this.now = model;
        this.fingerprint = model.get();
        this.tar = tar;
    }

    /**
     * Writes an archive to its end; {@code out} stays open.
     *
     * @param fingerprint of the model whose vectors answer now
     * @param model folder of that model's bundle
     * @param version of this Likeness
     * @throws Failure.Unavailable if {@code out} does not take it, the store does not answer, or the model changes meanwhile; what is written then has no end
     */
    public static void write(
            ImageCollections collections,
            Supplier<ModelFingerprint> fingerprint,
            Path model,
            String version,
            OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        try {
            new ArchiveWriter(collections, fingerprint, tar).write(model, version);
            // Not closed, which would also be done where the archive is not whole.
            tar.finish();
            tar.flush();
        } catch (IOException e) {
            throw new Failure.Unavailable("the archive cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(Path model, String version) throws IOException {
        SortedMap<String, ImageLibrary> all = collections.all();
        put(
                ArchiveLayout.MANIFEST,
                new ArchiveManifest(version, begin, fingerprint, List.copyOf(all.keySet())).encode());
        writeModel(model);
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, ImageLibrary> each : all.entrySet()) {
            writeCollection(each.getKey(), each.getValue()).ifPresent(count -> counts.put(each.getKey(), count));
        }
        checkModel();
        String sha256 = HexFormat.of().formatHex(checksum.digest());
        put(ArchiveLayout.END, new ArchiveEnd(counts, sha256).encode());
    }

    private void checkModel() {
        if (!now.get().matches(fingerprint)) {
            throw new Failure.Unavailable("the library moved to another model while it was exported; export it again");
        }
    }

    private void writeModel(Path model) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(model)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = ArchiveLayout.MODEL + file.getFileName();
            long size = Files.size(file);
            open(name, size);
            // Closing would close the archive.
            DigestOutputStream counted = new DigestOutputStream(tar, checksum);
            Files.copy(file, counted);
            tar.closeArchiveEntry();
        }
    }

    /** Answers how many pictures were written, or empty where the collection was deleted meanwhile. */
    private Optional<Long> writeCollection(String name, ImageLibrary library) throws IOException {
        try {
            return Optional.of(writePictures(name, library));
        } catch (Failure e) {
            if (collections.all().get(name) == library) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private long writePictures(String name, ImageLibrary library) throws IOException {
        long written = 0;
        long number = 0;
        @Nullable Position after = null;
        while (true) {
            List<ImageRecord> page =
                    library.index().list(new ListQuery(Order.OLDEST, after, ArchiveLayout.CHUNK, Filter.ALL));
            List<ImageRecord> older = page.stream()
                    .filter(record -> !record.added().isAfter(begin))
                    .toList();
            Chunk chunk = chunk(library, older);
            checkModel();
            if (!chunk.images().isEmpty()) {
                String folder = ArchiveLayout.COLLECTIONS + name + "/" + number++ + "/";
                put(folder + ArchiveLayout.RECORDS, chunk.records());
                put(folder + ArchiveLayout.VECTORS, chunk.vectors());
                put(folder + ArchiveLayout.PREVIEWS, chunk.previewBytes());
                written += chunk.images().size();
            }
            if (older.size() < ArchiveLayout.CHUNK) {
                return written;
            }
            after = Position.of(page.getLast());
        }
    }

    /** The pictures of these records that are still there. */
    private static Chunk chunk(ImageLibrary library, List<ImageRecord> records) {
        VectorIndex index = library.index();
        List<StoredImage> images = new ArrayList<>(records.size());
        Map<ImageDigest, byte[]> previews = new LinkedHashMap<>();
        for (ImageRecord record : records) {
            Optional<Embedding> embedding = index.embedding(record.id());
            Optional<byte[]> preview = library.previews().get(record.digest());
            // A preview goes after its last record, so one that is missing may mean that the record has gone.
            if (embedding.isPresent()
                    && (preview.isPresent() || index.get(record.id()).isPresent())) {
                images.add(new StoredImage(record, embedding.get()));
                preview.ifPresent(jpeg -> previews.put(record.digest(), jpeg));
            }
        }
        return new Chunk(images, previews);
    }

    private void put(String name, byte[] content) throws IOException {
        open(name, content.length);
        checksum.update(content);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void open(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(Date.from(begin));
        tar.putArchiveEntry(entry);
        ArchiveLayout.begin(checksum, name, size);
    }
}
