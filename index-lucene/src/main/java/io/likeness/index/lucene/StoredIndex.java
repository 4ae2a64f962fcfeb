package io.likeness.index.lucene;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexProblem;
import io.likeness.index.ListQuery;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * What the folder of an index that nobody has open holds, commit and journals, read without writing to it. Opened after
 * {@link LuceneVectorIndex#checkFolder} found nothing wrong; used by one thread.
 */
public final class StoredIndex implements AutoCloseable {
    private final Path lucene;
    private final Directory directory;
    private final BaseSnapshot snapshot;
    private final IndexState state;

    private StoredIndex(Path lucene, Directory directory, BaseSnapshot snapshot, IndexState state) {
        this.lucene = lucene;
        this.directory = directory;
        this.snapshot = snapshot;
        this.state = state;
    }

    /**
     * Opens the index in {@code folder}.
     *
     * @throws Failure.Conflict if it is damaged, of a newer format or of another dimension
     * @throws Failure.Unavailable if it cannot be read
     */
    public static StoredIndex open(Path folder, int dimension) {
        Path lucene = folder.resolve("lucene");
        try {
            Directory directory = new NIOFSDirectory(lucene);
            boolean opened = false;
            try {
                StoredIndex index = open(new JournalFolder(folder, dimension), lucene, directory);
                opened = true;
                return index;
            } finally {
                if (!opened) {
                    directory.close();
                }
            }
        } catch (CorruptIndexException | EOFException | FileNotFoundException | NoSuchFileException e) {
            throw Format.damaged(lucene, e.toString(), "restore the data folder from a backup");
        } catch (IOException e) {
            throw OpenIndex.unreadable(e);
        }
    }

    private static StoredIndex open(JournalFolder folder, Path lucene, Directory directory) throws IOException {
        DirectoryReader reader = DirectoryReader.open(directory);
        boolean opened = false;
        try {
            CommitState committed = CommitState.of(reader.getIndexCommit().getUserData(), lucene, folder.dimension());
            BaseSnapshot snapshot = new BaseSnapshot(reader, committed);
            IndexState state = new IndexState(snapshot);
            new Recovery(folder, state, committed.applied()).read();
            opened = true;
            return new StoredIndex(lucene, directory, snapshot, state);
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    /** The next records of a walk, as {@link io.likeness.index.VectorIndex#list} answers them. */
    public List<ImageRecord> list(ListQuery query) {
        return read(() -> new Walk(state.view()).step(query));
    }

    /** The embedding of the record with this id. */
    public Optional<Embedding> embedding(long id) {
        return read(
                () -> Optional.ofNullable(new Lookup(state.view()).vector(id)).map(Embedding::ofUnit));
    }

    /** Whether any record has this content. */
    public boolean holds(ImageDigest digest) {
        return read(() -> new Lookup(state.view()).holds(digest));
    }

    /** The number of records that are kept count of. */
    public long count() {
        return state.count();
    }

    /** Compares the contents of the Lucene files with one another. */
    public List<IndexProblem> check() {
        return read(() -> {
            try (CommitCheck check =
                    new CommitCheck(lucene, directory, snapshot.reader().getIndexCommit(), () -> {})) {
                return check.problems();
            }
        });
    }

    private static <T> T read(LuceneReads.Reading<T> reading) {
        try {
            return LuceneReads.checked(reading);
        } catch (IOException e) {
            throw OpenIndex.unreadable(e);
        }
    }

    @Override
    public void close() {
        try (directory) {
            snapshot.release();
        } catch (IOException e) {
            throw OpenIndex.unreadable(e);
        }
    }
}
