package io.likeness.verify;

import io.likeness.copies.LocalFeatures;
import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageDigest;
import io.likeness.imports.ImportFolderCheck;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexProblem;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.index.lucene.StoredIndex;
import io.likeness.library.ImageCollections;
import io.likeness.onnx.ModelBundle;
import io.likeness.storage.DataInspection;
import io.likeness.storage.FileFeatureStore;
import io.likeness.storage.FilePreviewStore;
import io.likeness.storage.Generation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a data directory that no server has open: manifest, model, and of each collection the Lucene files, the journals, the records and the
 * previews. Nothing but the lock is written. For use by one thread.
 */
public final class VerifyLibrary {
    private static final String RESTORE = "restore the data directory from a backup or an archive";
    private static final int PREVIEW_SIDE = 16;

    private final DataInspection data;
    private final ImageDecoder decoder;
    private final List<IndexProblem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SortedMap<String, Long> pictures = new TreeMap<>();
    private long previews;

    private VerifyLibrary(DataInspection data, ImageDecoder decoder) {
        this.data = data;
        this.decoder = decoder;
    }

    /**
     * Checks the data directory {@code folder}.
     *
     * @param decoder of previews that an earlier version stored without a checksum
     * @throws Failure.NotFound if there is no library
     * @throws Failure.Conflict if a server has it
     * @throws Failure.Unavailable if the disk refuses
     */
    public static VerifyReport verify(Path folder, ImageDecoder decoder) {
        try (DataInspection data = DataInspection.open(folder)) {
            return new VerifyLibrary(data, decoder).run();
        } catch (IOException e) {
            throw new Failure.Unavailable("the data directory " + folder + " cannot be read: " + e, e);
        }
    }

    private VerifyReport run() throws IOException {
        problems.addAll(data.problems());
        data.generations().forEach(this::model);
        collection(ImageCollections.DEFAULT, data.path());
        Path others = data.path().resolve("collections");
        if (Files.isDirectory(others)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(others)) {
                for (Path each : found) {
                    String name = String.valueOf(each.getFileName());
                    if (name.startsWith(".")) {
                        notes.add(each
                                + " is left of a collection that was deleted; the next start of a server removes it");
                    } else {
                        collection(name, each);
                    }
                }
            }
        }
        problems.addAll(ImportFolderCheck.check(data.path().resolve("imports")));
        return new VerifyReport(problems, notes, pictures, previews);
    }

    private void model(Generation generation) {
        Path folder = generation.modelFolder(data.path());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            ModelBundle bundle = ModelBundle.load(folder);
            if (!generation.model().matches(bundle.fingerprint())) {
                problems.add(new IndexProblem(
                        folder.resolve("model.json").toString(),
                        "it describes the model " + bundle.fingerprint().sha256() + ", the manifest names "
                                + generation.model().sha256(),
                        "restore the folder " + folder + " from a backup"));
            }
        } catch (Failure.BadInput | Failure.Conflict | Failure.TooLarge e) {
            problems.add(new IndexProblem(
                    folder.toString(), e.getMessage(), "restore this folder from a backup of the data directory"));
        }
    }

    private void collection(String name, Path home) throws IOException {
        if (data.generations().isEmpty()) {
            notes.add("the index of the collection " + name
                    + " was not checked, because the manifest, which says what it holds, cannot be read");
            return;
        }
        Generation serving = data.generations().getFirst();
        Path index = serving.indexFolder(home);
        if (!Files.isDirectory(index)) {
            if (!name.equals(ImageCollections.DEFAULT)) {
                problems.add(new IndexProblem(index.toString(), "the folder is missing", RESTORE));
            }
            return;
        }
        data.generations().stream().skip(1).forEach(beside -> files(beside, home));
        int dimension = serving.model().dimension();
        problems.addAll(CollectionDuplicates.folder(data.path(), name).check());
        List<IndexProblem> inFiles = LuceneVectorIndex.checkFolder(index, dimension);
        problems.addAll(inFiles);
        if (!inFiles.isEmpty()) {
            notes.add("the records and previews of the collection " + name
                    + " were not compared, because its index is damaged");
            return;
        }
        try (StoredIndex open = StoredIndex.open(index, dimension)) {
            problems.addAll(open.check());
            compare(name, open, home);
        } catch (Failure.Conflict | Failure.Unavailable e) {
            problems.add(new IndexProblem(index.toString(), e.getMessage(), RESTORE));
        }
    }

    /** Checks the files of vectors that are being made or kept beside those that answer. */
    private void files(Generation beside, Path home) {
        Path index = beside.indexFolder(home);
        if (Files.isDirectory(index.resolve("lucene"))) {
            problems.addAll(LuceneVectorIndex.checkFolder(index, beside.model().dimension()));
        }
    }

    /** Walks over all records, each of which must be whole and have its preview, and over all previews, each of which must have a record. */
    private void compare(String name, StoredIndex index, Path home) {
        Path folder = home.resolve("previews");
        if (!Files.isDirectory(folder)) {
            problems.add(new IndexProblem(folder.toString(), "the folder is missing", RESTORE));
            return;
        }
        long records = 0;
        FileFeatureStore features = new FileFeatureStore(home.resolve("features"));
        try (FilePreviewStore store = FilePreviewStore.open(folder)) {
            @Nullable Position after = null;
            List<ImageRecord> page;
            do {
                page = index.list(new ListQuery(Order.OLDEST, after, ListQuery.MAX_LIMIT, Filter.ALL));
                Set<ImageDigest> digests = new LinkedHashSet<>();
                for (ImageRecord record : page) {
                    digests.add(record.digest());
                    if (index.embedding(record.id()).isEmpty()) {
                        problems.add(new IndexProblem(
                                "record " + record.id() + " of the collection " + name, "it has no vector", RESTORE));
                    }
                }
                problems.addAll(store.check(digests, this::decodes));
                digests.forEach(digest -> features(digest, features));
                records += page.size();
                after = page.isEmpty() ? after : Position.of(page.getLast());
            } while (page.size() == ListQuery.MAX_LIMIT);
            store.each(digest -> orphan(digest, index, folder));
        }
        pictures.put(name, records);
        if (index.count() != records) {
            problems.add(new IndexProblem(
                    "the collection " + name,
                    "it counts " + index.count() + " pictures, a walk finds " + records,
                    RESTORE));
        }
    }

    private void features(ImageDigest digest, FileFeatureStore store) {
        if (store.get(digest).filter(LocalFeatures::isDamaged).isPresent()) {
            problems.add(new IndexProblem(
                    store.file(digest).toString(),
                    "does not fit its checksum",
                    "delete the file: it is made again from the preview when it is needed"));
        }
    }

    private void orphan(ImageDigest digest, StoredIndex index, Path folder) {
        previews++;
        if (!index.holds(digest)) {
            notes.add(folder.resolve(digest.sha256().substring(0, 2)).resolve(digest.sha256() + ".jpg")
                    + " is a preview without a picture, which does no harm; delete the file");
        }
    }

    private boolean decodes(byte[] jpeg) {
        try {
            decoder.decode(EncodedImage.of(jpeg), PREVIEW_SIDE).close();
            return true;
        } catch (Failure.UnsupportedImage | Failure.TooLarge _) {
            return false;
        }
    }
}
