package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * Checks the folder of an index that nobody has open, file by file and without writing to it: the checksum of each Lucene file, and each frame of each
 * journal. For use by one thread.
 */
final class FolderCheck {
    private static final String REMEDY =
            "restore the data folder from a backup, or make a new one with likeness restore or by adding the pictures again";

    private final Path folder;
    private final int dimension;
    private final List<IndexProblem> problems = new ArrayList<>();

    FolderCheck(Path folder, int dimension) {
        this.folder = folder;
        this.dimension = dimension;
    }

    List<IndexProblem> problems() throws IOException {
        Path lucene = folder.resolve("lucene");
        if (!Files.isDirectory(lucene)) {
            add(lucene, "the folder is missing");
            return List.copyOf(problems);
        }
        // Not mapped: a file that is cut off while it is read must not end the process.
        try (Directory directory = new NIOFSDirectory(lucene)) {
            Optional<CommitState> commit = commit(directory, lucene);
            if (commit.isPresent()) {
                journals(commit.get().applied());
            }
        }
        return List.copyOf(problems);
    }

    /** Checks the files of the newest commit; answers what it says, or empty where that cannot be known. */
    private Optional<CommitState> commit(Directory directory, Path lucene) throws IOException {
        String[] all = directory.listAll();
        String newest = SegmentInfos.getLastCommitSegmentsFileName(all);
        if (newest == null) {
            add(lucene, "it holds no file segments_*, which names what counts");
            return Optional.empty();
        }
        SegmentInfos infos;
        try {
            infos = SegmentInfos.readCommit(directory, newest);
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException e) {
            return afterUnreadableCommit(directory, lucene, newest, all, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return afterUnreadableCommit(directory, lucene, newest, all, e);
        }
        for (String file : new TreeSet<>(infos.files(true))) {
            checksum(directory, lucene, file);
        }
        try {
            return Optional.of(CommitState.of(infos.getUserData(), lucene.resolve(newest), dimension));
        } catch (Failure.Conflict e) {
            add(lucene.resolve(newest), e.getMessage());
            return Optional.empty();
        }
    }

    /** Which file is to blame is told by its checksum: a commit names segments, whose own files are read with it. */
    private Optional<CommitState> afterUnreadableCommit(
            Directory directory, Path lucene, String newest, String[] all, Exception why) throws IOException {
        int before = problems.size();
        for (String file : all) {
            if (file.equals(newest)
                    || IndexFileNames.CODEC_FILE_PATTERN.matcher(file).matches()) {
                checksum(directory, lucene, file);
            }
        }
        if (problems.size() == before) {
            add(lucene.resolve(newest), why.toString());
        }
        return Optional.empty();
    }

    private void checksum(Directory directory, Path lucene, String file) throws IOException {
        try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(input);
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException e) {
            add(lucene.resolve(file), e.toString());
        }
    }

    private void journals(long applied) throws IOException {
        JournalFolder journals = new JournalFolder(folder, dimension);
        List<Long> numbers =
                journals.numbers().stream().filter(number -> number > applied).toList();
        long expected = applied + 1;
        for (long number : numbers) {
            if (number != expected) {
                add(
                        journals.file(expected),
                        "it is missing, " + journals.file(number).getFileName() + " is there");
                expected = number;
            }
            boolean last = number == numbers.getLast();
            try {
                journal(journals, number, last);
            } catch (Failure.Conflict e) {
                add(journals.file(number), e.getMessage());
            } catch (IOException | IllegalArgumentException | Failure.BadInput e) {
                add(journals.file(number), "a change in it cannot be read: " + e);
            }
            expected++;
        }
    }

    private void journal(JournalFolder journals, long number, boolean last) throws IOException {
        Path file = journals.file(number);
        try (JournalReader reader = JournalReader.open(journals, number)) {
            if (reader.header().isEmpty()) {
                // What a crash leaves of a journal that it kept from beginning is empty or cut short.
                if (!last || Files.size(file) >= JournalLayout.HEADER_BYTES) {
                    add(file, "its header cannot be read");
                }
                return;
            }
            long sealed = last ? JournalLayout.UNSEALED : sealed(journals, number);
            long end = reader.changes(sealed, changes -> {});
            reader.damageAfter(end).ifPresent(what -> add(file, what));
        }
    }

    private static long sealed(JournalFolder journals, long number) throws IOException {
        try {
            return JournalReader.sealed(journals, number);
        } catch (NoSuchFileException | Failure.Conflict _) {
            // Told when its turn comes.
            return JournalLayout.UNSEALED;
        }
    }

    private void add(Path where, String what) {
        problems.add(new IndexProblem(where.toString(), what, REMEDY));
    }
}
