package io.likeness.index.lucene;

import io.likeness.index.IndexProblem;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.Lock;

/** Checks one Lucene commit, whose files stay until it is closed. For use by one thread. */
final class CommitCheck implements Closeable {
    private static final String REMEDY = "restore the data folder from a backup, or add the pictures again";

    private final Path folder;
    private final Directory directory;
    private final IndexCommit commit;
    private final Closeable hold;

    CommitCheck(Path folder, Directory directory, IndexCommit commit, Closeable hold) {
        this.folder = folder;
        this.directory = directory;
        this.commit = commit;
        this.hold = hold;
    }

    /** Compares every file with its checksum, then, where these agree, the contents with one another. */
    List<IndexProblem> problems() throws IOException {
        List<IndexProblem> problems = new ArrayList<>();
        for (String file : commit.getFileNames()) {
            try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
                CodecUtil.checksumEntireFile(input);
            } catch (CorruptIndexException | EOFException | FileNotFoundException | NoSuchFileException e) {
                problems.add(new IndexProblem(folder.resolve(file).toString(), e.toString(), REMEDY));
            }
        }
        return problems.isEmpty() ? inconsistencies() : problems;
    }

    private List<IndexProblem> inconsistencies() throws IOException {
        try (CheckIndex check = new CheckIndex(new CommitFiles(directory, commit), new NoLock())) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            check.setThreadCount(1);
            CheckIndex.Status status = check.checkIndex();
            List<IndexProblem> problems = new ArrayList<>();
            for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
                if (segment.error != null) {
                    problems.add(new IndexProblem(
                            folder + " segment " + segment.name, String.valueOf(segment.error), REMEDY));
                }
            }
            if (!status.clean && problems.isEmpty()) {
                problems.add(new IndexProblem(
                        folder.resolve(commit.getSegmentsFileName()).toString(),
                        "Lucene finds it inconsistent",
                        REMEDY));
            }
            return problems;
        }
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }

    /** A directory with the files of one commit only, whatever is committed meanwhile. */
    private static final class CommitFiles extends FilterDirectory {
        private final IndexCommit commit;

        CommitFiles(Directory directory, IndexCommit commit) {
            super(directory);
            this.commit = commit;
        }

        @Override
        public String[] listAll() throws IOException {
            return commit.getFileNames().stream().sorted().toArray(String[]::new);
        }
    }

    /** The index is open for writing in this process, and the check only reads. */
    private static final class NoLock extends Lock {
        @Override
        public void close() {}

        @Override
        public void ensureValid() {}
    }
}
