package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.lucene.JournalLayout.Header;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one journal from its beginning. For use by one thread. */
final class JournalReader implements AutoCloseable {
    private final JournalFolder folder;
    private final long number;
    private final Path file;
    private final FileChannel channel;

    private JournalReader(JournalFolder folder, long number, FileChannel channel) {
        this.folder = folder;
        this.number = number;
        this.file = folder.file(number);
        this.channel = channel;
    }

    static JournalReader open(JournalFolder folder, long number) throws IOException {
        return new JournalReader(folder, number, FileChannel.open(folder.file(number), StandardOpenOption.READ));
    }

    /** Where the journal {@code number} ends, as the next one says; {@link JournalLayout#UNSEALED} where that one was not begun. */
    static long sealed(JournalFolder folder, long number) throws IOException {
        try (JournalReader next = open(folder, number + 1)) {
            return next.header().map(Header::sealed).orElse(JournalLayout.UNSEALED);
        }
    }

    /**
     * Reads the header.
     *
     * @return empty where a crash left the file without one, hence without changes
     * @throws Failure.Conflict if it is damaged, of a newer format or of another dimension
     */
    Optional<Header> header() throws IOException {
        Header header = JournalLayout.header(bytes(0, (int) Math.min(JournalLayout.HEADER_BYTES, channel.size())));
        if (header == null) {
            // A header is forced to disk before the first frame is written.
            if (channel.size() > JournalLayout.HEADER_BYTES) {
                throw Format.damaged(file, "its header cannot be read", "restore the data folder from a backup");
            }
            return Optional.empty();
        }
        Format.checkVersion(file, header.version());
        Format.checkDimension(file, header.dimension(), folder.dimension());
        if (header.number() != number) {
            throw Format.damaged(
                    file, "its header says journal " + header.number(), "restore the data folder from a backup");
        }
        return Optional.of(header);
    }

    /**
     * Reads the changes in order.
     *
     * @param sealed where the next journal says that this one ends, or {@link JournalLayout#UNSEALED} for the last one, which ends before the frame
     *     that a crash cut off
     * @return the end of the last frame
     * @throws Failure.Conflict if a frame is damaged that was acknowledged
     */
    long changes(long sealed, Taker taker) throws IOException {
        long offset = JournalLayout.HEADER_BYTES;
        while (offset != sealed) {
            ByteBuffer payload = payload(offset);
            if (payload == null) {
                checkTorn(offset, sealed);
                return offset;
            }
            int length = payload.remaining();
            try (DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(payload.array(), payload.arrayOffset(), length))) {
                taker.take(ChangeCodec.read(in, folder.dimension()));
            }
            offset += JournalLayout.FRAME_HEADER_BYTES + length;
        }
        return offset;
    }

    private void checkTorn(long offset, long sealed) throws IOException {
        if (sealed != JournalLayout.UNSEALED) {
            throw Format.damaged(
                    file,
                    "the frame at byte " + offset + " cannot be read, the next journal says that this one has " + sealed
                            + " bytes",
                    "restore the data folder from a backup");
        }
        long next = nextFrame(offset + 1);
        if (next >= 0) {
            throw Format.damaged(
                    file,
                    "the frame at byte " + offset + " cannot be read, a whole one follows at byte " + next,
                    "restore the data folder from a backup, or give up the changes from there on with: truncate -s "
                            + offset + " " + file);
        }
    }

    /**
     * Tells damage in the last frame from a write that a crash cut off, which is no damage, because nobody was told that it is stored. Of such a write
     * a beginning is there, or blanks where a file system had only made room.
     *
     * @param end of the last whole frame
     */
    Optional<String> damageAfter(long end) throws IOException {
        long left = channel.size() - end;
        if (left == 0 || isBlank(end)) {
            return Optional.empty();
        }
        ByteBuffer head = bytes(end, (int) Math.min(left, JournalLayout.FRAME_HEADER_BYTES));
        if (head.limit() < JournalLayout.FRAME_HEADER_BYTES) {
            return Optional.empty();
        }
        boolean begins = head.getInt() == JournalLayout.FRAME_MAGIC;
        int length = head.getInt();
        long there = left - JournalLayout.FRAME_HEADER_BYTES;
        ByteBuffer payload =
                bytes(end + JournalLayout.FRAME_HEADER_BYTES, (int) Math.min(there, Integer.MAX_VALUE - Long.BYTES));
        boolean wholeButForLength = JournalLayout.checksum(payload, number, end) == head.getInt();
        boolean cutOff = begins && length > there && !wholeButForLength;
        return cutOff
                ? Optional.empty()
                : Optional.of(
                        "the last change, " + left + " bytes from byte " + end + " on, does not fit its checksum");
    }

    private boolean isBlank(long from) throws IOException {
        int step = 1 << 16;
        for (long at = from; at < channel.size(); at += step) {
            ByteBuffer some = bytes(at, (int) Math.min(step, channel.size() - at));
            while (some.hasRemaining()) {
                if (some.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The payload of the frame at {@code offset}, or null where no whole frame is. */
    private @Nullable ByteBuffer payload(long offset) throws IOException {
        long left = channel.size() - offset - JournalLayout.FRAME_HEADER_BYTES;
        if (left < 0) {
            return null;
        }
        ByteBuffer head = bytes(offset, JournalLayout.FRAME_HEADER_BYTES);
        if (head.getInt() != JournalLayout.FRAME_MAGIC) {
            return null;
        }
        int length = head.getInt();
        if (length < 0 || length > left) {
            return null;
        }
        ByteBuffer payload = bytes(offset + JournalLayout.FRAME_HEADER_BYTES, length);
        return JournalLayout.checksum(payload, number, offset) == head.getInt() ? payload : null;
    }

    /** The place of the first whole frame from {@code offset} on, or -1. */
    private long nextFrame(long offset) throws IOException {
        int step = 1 << 16;
        for (long from = offset; from < channel.size(); from += step) {
            // Three bytes more than a step, for a magic number that lies across its end.
            ByteBuffer some = bytes(from, (int) Math.min(step + 3L, channel.size() - from));
            for (int i = 0; i + Integer.BYTES <= some.limit(); i++) {
                if (some.getInt(i) == JournalLayout.FRAME_MAGIC && payload(from + i) != null) {
                    return from + i;
                }
            }
        }
        return -1;
    }

    private ByteBuffer bytes(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // Reads on until the buffer is full or the file ends.
        }
        return bytes.flip();
    }

    /** Takes the changes of one frame. */
    @FunctionalInterface
    interface Taker {
        void take(List<Change> changes) throws IOException;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
