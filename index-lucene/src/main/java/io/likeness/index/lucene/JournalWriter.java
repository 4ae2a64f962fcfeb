package io.likeness.index.lucene;

import io.likeness.index.lucene.JournalLayout.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Appends changes to the newest journal. For use by one thread. */
final class JournalWriter implements AutoCloseable {
    private final JournalFolder folder;
    private long number;
    private FileChannel channel;
    private long end;
    // The file's tail is unknown: the next change goes to a new journal, whose header says where this one ends.
    private boolean broken;

    private JournalWriter(JournalFolder folder, long number, FileChannel channel) {
        this.folder = folder;
        this.number = number;
        this.channel = channel;
        this.end = JournalLayout.HEADER_BYTES;
    }

    /**
     * Starts a journal, durably.
     *
     * @param sealed the end of the journal before it, or {@link JournalLayout#UNSEALED} where there is none
     */
    static JournalWriter create(JournalFolder folder, long number, long sealed) throws IOException {
        return new JournalWriter(folder, number, createFile(folder, number, sealed));
    }

    private static FileChannel createFile(JournalFolder folder, long number, long sealed) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.file(number),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        boolean created = false;
        try {
            writeAll(channel, JournalLayout.header(new Header(Format.VERSION, folder.dimension(), number, sealed)), 0);
            channel.force(true);
            folder.force();
            created = true;
            return channel;
        } finally {
            if (!created) {
                channel.close();
            }
        }
    }

    /** The number of the journal that takes the next change. */
    long number() {
        return number;
    }

    /** Bytes of the journal that count. */
    long end() {
        return end;
    }

    /**
     * Appends changes as one frame and forces it to disk; after a failure none of them counts.
     */
    void append(List<Change> changes) throws IOException {
        if (broken) {
            roll();
        }
        ByteBuffer frame = JournalLayout.frame(changes, number, end);
        int length = frame.remaining();
        write(frame);
        // The kernel may forget what it could not write and report success the next time: only a new file can be
        // trusted then.
        broken = true;
        channel.force(false);
        broken = false;
        end += length;
    }

    private void write(ByteBuffer frame) throws IOException {
        broken = true;
        try {
            writeAll(channel, frame, end);
            broken = false;
        } catch (IOException e) {
            channel.truncate(end);
            broken = false;
            throw e;
        }
    }

    /** Goes on in a new journal, durably; after a failure nothing is written before this succeeds. */
    void roll() throws IOException {
        // A half-made next journal may already say that this one ends here.
        broken = true;
        FileChannel next = createFile(folder, number + 1, end);
        FileChannel old = channel;
        channel = next;
        number++;
        end = JournalLayout.HEADER_BYTES;
        broken = false;
        old.close();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
