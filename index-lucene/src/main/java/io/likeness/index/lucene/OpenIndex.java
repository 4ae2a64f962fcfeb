package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import io.likeness.storage.DurableFiles;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of an open index, from opening to closing. */
final class OpenIndex {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIndex.class);

    private final LuceneSettings settings;
    private final JournalFolder folder;
    private final LuceneBase base;
    private final IndexState state;
    private final JournalWriter journal;
    private final ChangeThread changes;

    private OpenIndex(
            LuceneSettings settings,
            JournalFolder folder,
            LuceneBase base,
            IndexState state,
            JournalWriter journal,
            ChangeThread changes) {
        this.settings = settings;
        this.folder = folder;
        this.base = base;
        this.state = state;
        this.journal = journal;
        this.changes = changes;
    }

    static OpenIndex open(Path folder, int dimension, LuceneSettings settings, InstantSource clock) {
        Path lucene = folder.resolve("lucene");
        try {
            DurableFiles.createDirectories(folder);
            LuceneBase base = openBase(lucene, dimension, settings);
            boolean opened = false;
            try {
                OpenIndex index = open(new JournalFolder(folder, dimension), base, settings, clock);
                opened = true;
                return index;
            } finally {
                if (!opened) {
                    base.close();
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable(
                    "the index in " + folder + " cannot be opened: " + e
                            + "; see that the data folder (likeness.data) is there, readable and writable",
                    e);
        }
    }

    private static OpenIndex open(JournalFolder folder, LuceneBase base, LuceneSettings settings, InstantSource clock)
            throws IOException {
        BaseSnapshot snapshot = base.snapshot();
        boolean opened = false;
        try {
            IndexState state = new IndexState(snapshot);
            JournalWriter journal = new Recovery(folder, state, base.committed().applied()).run();
            Flusher flusher = new Flusher(state, base, folder);
            base.onMerged(flusher::merged);
            ChangeThread changes = new ChangeThread(state, journal, settings, clock, flusher);
            changes.start();
            opened = true;
            return new OpenIndex(settings, folder, base, state, journal, changes);
        } finally {
            if (!opened) {
                snapshot.release();
            }
        }
    }

    private static LuceneBase openBase(Path lucene, int dimension, LuceneSettings settings) throws IOException {
        try {
            new FormatUpgrade(lucene, dimension, settings).run();
            DurableFiles.createDirectories(lucene);
            return LuceneBase.open(lucene, dimension, settings);
        } catch (IndexFormatTooNewException e) {
            throw new Failure.Conflict(lucene + " was written by a newer version: " + e.getMessage()
                    + "; start a newer Likeness, or another data folder (likeness.data)");
        } catch (CorruptIndexException | EOFException | FileNotFoundException | NoSuchFileException e) {
            throw Format.damaged(lucene, e.toString(), "restore the data folder from a backup");
        }
    }

    static Failure.Unavailable unreadable(IOException cause) {
        return new Failure.Unavailable(
                "the index cannot be read: " + cause + "; see that the disk of the data folder (likeness.data) works",
                cause);
    }

    IndexState state() {
        return state;
    }

    ChangeThread changes() {
        return changes;
    }

    void release(View view) {
        try {
            view.base().release();
        } catch (IOException e) {
            LOG.warn("A part of the index could not be closed: {}", e.toString());
        }
    }

    List<IndexProblem> check() {
        try {
            return new IndexCheck(base, folder).problems(changes.moment());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Answers what waits, moves what is in memory to Lucene, and releases everything. */
    void close() {
        boolean sound = changes.stop();
        // Whatever fails here, the journals hold it, and the next start finds it there.
        try (base;
                journal) {
            List<Memtable> left = changes.unwritten();
            // After a rush of calls stopping soon matters more than starting a little sooner.
            if (sound && left.stream().mapToInt(Memtable::length).sum() <= settings.tableRecords()) {
                CommitState last = changes.last();
                base.write(left, last, state.view().base());
                folder.deleteUpTo(last.applied());
            }
            state.view().base().release();
        } catch (IOException e) {
            LOG.error(
                    "The index in {} could not be closed in order; what is in its journal will be read at the next start",
                    folder.path(),
                    e);
        }
    }
}
