package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Lucene index on disk, changed by whole memtables, each of them one commit. For use by one thread at a time, but for {@link #check}. */
final class LuceneBase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneBase.class);
    private static final double SEGMENTS_PER_TIER = 6;
    private static final long MEBI = 1L << 20;

    private final Path folder;
    private final Directory directory;
    private final LuceneSettings settings;
    private volatile Runnable merged = () -> {};
    private volatile SnapshotDeletionPolicy commits = newPolicy();
    // Null after a failure, until it is opened again.
    private @Nullable IndexWriter writer;
    private volatile CommitState committed;

    private LuceneBase(Path folder, Directory directory, LuceneSettings settings, CommitState committed) {
        this.folder = folder;
        this.directory = directory;
        this.settings = settings;
        this.committed = committed;
    }

    /**
     * Opens the index in {@code folder}, or makes an empty one.
     *
     * @throws Failure.Conflict if it is open elsewhere, damaged, of a newer format or of another dimension
     */
    static LuceneBase open(Path folder, int dimension, LuceneSettings settings) throws IOException {
        Directory directory = new ForcedDirectory(settings.directories().open(folder), folder);
        LuceneBase base = new LuceneBase(folder, directory, settings, new CommitState(dimension, 0, 0, 0));
        boolean opened = false;
        try {
            base.begin();
            opened = true;
            return base;
        } catch (LockObtainFailedException e) {
            throw new Failure.Conflict(folder
                    + " is in use by another process; stop that one, or choose another data folder (likeness.data)");
        } catch (AlreadyClosedException e) {
            throw new IOException("the lock of the Lucene index was lost", e);
        } finally {
            if (!opened) {
                base.close();
            }
        }
    }

    private void begin() throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            // Read before the writer opens it: a writer removes what it takes for remains.
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                committed = state(reader);
            }
            writer();
        } else {
            checkEmpty();
            commit(writer(), committed);
        }
    }

    private void checkEmpty() throws IOException {
        for (String file : directory.listAll()) {
            if (file.startsWith("_")) {
                throw Format.damaged(
                        folder,
                        "it holds " + file + " but no file segments_*, which names what counts",
                        "restore the data folder from a backup");
            }
        }
    }

    private CommitState state(DirectoryReader reader) throws IOException {
        return CommitState.of(reader.getIndexCommit().getUserData(), folder, committed.dimension());
    }

    /** Has {@code action} run by other threads when segments have been merged and {@link #commitMerges} would save disk and time. */
    void onMerged(Runnable action) {
        merged = action;
    }

    /** What the newest commit says about itself. */
    CommitState committed() {
        return committed;
    }

    /** Opens the newest commit. */
    BaseSnapshot snapshot() throws IOException {
        return snapshot(DirectoryReader.open(directory));
    }

    /** Opens the newest commit, sharing with {@code older} what they have in common. */
    BaseSnapshot snapshotAfter(BaseSnapshot older) throws IOException {
        DirectoryReader reader = DirectoryReader.openIfChanged(older.reader());
        return snapshot(reader == null ? DirectoryReader.open(directory) : reader);
    }

    private BaseSnapshot snapshot(DirectoryReader reader) throws IOException {
        boolean opened = false;
        try {
            BaseSnapshot snapshot = new BaseSnapshot(reader, state(reader));
            opened = true;
            return snapshot;
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    /**
     * Commits the changes of tables, wholly or, after a failure, not at all; may be called again with the same.
     *
     * @param tables oldest first
     * @param before a commit from before them
     */
    void write(List<Memtable> tables, CommitState state, BaseSnapshot before) throws IOException {
        changing(current -> {
            if (committed.applied() < state.applied()) {
                Twins twins = new Twins(before);
                long lastId = committed.lastId();
                for (Memtable table : tables) {
                    for (Memtable.Slot slot : table.byId().values()) {
                        write(slot, slot.id() <= lastId, twins, current);
                    }
                    // What follows may change records of this table.
                    lastId = state.lastId();
                }
                commit(current, state);
            }
        });
    }

    private static void write(Memtable.Slot slot, boolean known, Twins twins, IndexWriter current) throws IOException {
        Memtable.Content content = slot.content();
        if (content == null) {
            if (known) {
                current.deleteDocuments(Fields.idTerm(slot.id()));
            }
            return;
        }
        ImageRecord record = content.record();
        Document document = Fields.document(record, content.vector(), twins.add(record.digest(), content.vector()));
        if (known) {
            current.updateDocument(Fields.idTerm(slot.id()), document);
        } else {
            current.addDocument(document);
        }
    }

    /** Commits merged segments; answers whether there were any. */
    boolean commitMerges() throws IOException {
        boolean[] any = new boolean[1];
        changing(current -> {
            any[0] = current.hasUncommittedChanges();
            if (any[0]) {
                commit(current, committed);
            }
        });
        return any[0];
    }

    private void changing(Writing writing) throws IOException {
        boolean written = false;
        try {
            writing.with(writer());
            written = true;
        } catch (IllegalStateException e) {
            // After some failures, also of merges, Lucene takes no more changes; the first cause is what helps.
            Throwable tragedy = writer == null ? null : writer.getTragicException();
            if (tragedy == null && !(e instanceof AlreadyClosedException)) {
                throw e;
            }
            throw new IOException("the Lucene index closed itself after a failure: " + tragedy, e);
        } finally {
            if (!written) {
                abandonWriter();
            }
        }
    }

    /** Changes the Lucene index. */
    @FunctionalInterface
    private interface Writing {
        void with(IndexWriter writer) throws IOException;
    }

    private void commit(IndexWriter current, CommitState state) throws IOException {
        current.setLiveCommitData(state.toUserData().entrySet());
        current.commit();
        committed = state;
    }

    private IndexWriter writer() throws IOException {
        IndexWriter current = writer;
        if (current == null) {
            SnapshotDeletionPolicy policy = newPolicy();
            current = new IndexWriter(directory, config(policy));
            writer = current;
            commits = policy;
            if (DirectoryReader.indexExists(directory)) {
                // A commit that failed may be there all the same.
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    committed = state(reader);
                }
            }
        }
        return current;
    }

    private void abandonWriter() {
        IndexWriter current = writer;
        writer = null;
        if (current != null) {
            try {
                current.rollback();
            } catch (IOException | AlreadyClosedException e) {
                // What was committed stays; what it could not delete, the next writer will.
                LOG.warn("The Lucene index in {} could not be closed in order: {}", folder, e.toString());
            }
        }
    }

    private IndexWriterConfig config(SnapshotDeletionPolicy policy) {
        IndexWriterConfig config = new IndexWriterConfig();
        config.setCodec(new VectorCodec(settings.graph()));
        config.setMergeScheduler(new BackgroundMerges(() -> merged.run()));
        config.setMergePolicy(new FewGraphs(
                new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER),
                settings.graph().unlinked(),
                settings.exactUpTo()));
        config.setIndexDeletionPolicy(policy);
        config.setIndexSort(Fields.ORDER);
        // A table becomes one segment: Lucene must not flush on its own in between.
        config.setRAMBufferSizeMB(Math.clamp(8 * settings.tableBytes() / MEBI, 64, 1900));
        config.setMaxFullFlushMergeWaitMillis(0);
        config.setCommitOnClose(false);
        return config;
    }

    private static SnapshotDeletionPolicy newPolicy() {
        return new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    }

    /** Checks the files of the newest commit; while other threads go on. */
    CommitCheck check() throws IOException {
        SnapshotDeletionPolicy policy = commits;
        IndexCommit commit = policy.snapshot();
        return new CommitCheck(folder, directory, commit, () -> policy.release(commit));
    }

    /** Closes the index; what was not committed is dropped, merges under way are given up. */
    @Override
    public void close() throws IOException {
        try (directory) {
            abandonWriter();
        }
    }
}
