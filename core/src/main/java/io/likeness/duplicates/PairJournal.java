package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Which pictures were looked at and which pairs were found: a file that only grows ({@link PairJournalLayout}), and the same in memory, 16 bytes a
 * picture and about 64 a pair. It is written without fsync until a run ends: what a power failure takes from its end is looked at again. Safe for use
 * by many threads.
 */
final class PairJournal implements AutoCloseable {
    private final Path file;
    private final byte[] model;
    // Guarded by this, as are the fields below.
    private FileChannel channel;
    private LongSet looked = new LongSet();
    private LongSet known = new LongSet();
    private List<Pair> pairs = new ArrayList<>();
    private long version;

    private PairJournal(Path file, byte[] model, FileChannel channel) {
        this.file = file;
        this.model = model;
        this.channel = channel;
    }

    /**
     * Opens or creates {@code file}. What a crash left at its end is cut off; a file of another model or format is begun anew, because what it says is
     * about other neighbours.
     *
     * @param model names the model whose embeddings are compared, 32 bytes
     */
    static PairJournal open(Path file, byte[] model) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            PairJournal journal = new PairJournal(file, model.clone(), channel);
            journal.read();
            return journal;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private synchronized void read() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!PairJournalLayout.isHeaderOf(content, model)) {
            channel.truncate(0);
            write(PairJournalLayout.header(model));
            return;
        }
        int end = PairJournalLayout.frames(content, (ids, found) -> {
            for (long id : ids) {
                looked.add(id);
            }
            found.forEach(this::remember);
        });
        channel.truncate(end).position(end);
    }

    private synchronized void remember(Pair pair) {
        if (known.add(Pair.number(pair.a(), pair.b()))) {
            pairs.add(pair);
        }
    }

    /** Takes note that pictures were looked at and what was found, together or not at all. */
    synchronized void add(long[] ids, List<Pair> found) {
        try {
            write(PairJournalLayout.frame(ids, found));
        } catch (IOException e) {
            throw unusable(file, e);
        }
        for (long id : ids) {
            looked.add(id);
        }
        found.forEach(this::remember);
        version++;
    }

    private synchronized void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    synchronized boolean isLookedAt(long id) {
        return looked.contains(id);
    }

    synchronized boolean holds(long one, long other) {
        return known.contains(Pair.number(one, other));
    }

    synchronized int lookedAt() {
        return looked.size();
    }

    synchronized int pairCount() {
        return pairs.size();
    }

    /** What was found, in no order. */
    synchronized List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    /** Changes with every change of the content. */
    synchronized long version() {
        return version;
    }

    /** Makes all of it durable. */
    synchronized void force() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Forgets everything, so that all pictures are looked at again. */
    synchronized void clear() {
        keep(id -> false);
    }

    /** Forgets pictures that are gone, where they make up more than a quarter. */
    synchronized void forgetUnless(LongPredicate there) {
        LongSet left = looked.filtered(there);
        if ((looked.size() - left.size()) * 4L > looked.size()) {
            keep(there);
        }
    }

    private synchronized void keep(LongPredicate there) {
        LongSet left = looked.filtered(there);
        List<Pair> kept = pairs.stream()
                .filter(pair -> there.test(pair.a()) && there.test(pair.b()))
                .toList();
        ByteBuffer frame = PairJournalLayout.frame(left.toArray(), kept);
        ByteBuffer header = PairJournalLayout.header(model);
        byte[] whole = ByteBuffer.allocate(header.remaining() + frame.remaining())
                .put(header)
                .put(frame)
                .array();
        try {
            channel.close();
            DurableFiles.writeAtomically(file, whole);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.position(whole.length);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        looked = left;
        known = new LongSet();
        pairs = new ArrayList<>();
        kept.forEach(this::remember);
        version++;
    }

    /** What is wrong with {@code file}, or empty; a frame cut short at its end is not. */
    static Optional<String> damage(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!PairJournalLayout.isHeader(content)) {
            return content.limit() < PairJournalLayout.HEADER_BYTES
                    ? Optional.empty()
                    : Optional.of("its header does not fit its checksum");
        }
        int end = PairJournalLayout.frames(content, (_, _) -> {});
        return PairJournalLayout.isCutOff(content, end)
                ? Optional.empty()
                : Optional.of("the frame at byte " + end + " does not fit its checksum");
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Failure unusable(Path file, IOException e) {
        return new Failure.Unavailable("the journal " + file + " of duplicates cannot be used: " + e.getMessage(), e);
    }
}
