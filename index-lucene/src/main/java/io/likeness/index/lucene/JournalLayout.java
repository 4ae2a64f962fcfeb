package io.likeness.index.lucene;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal: a header, then frames without gaps.
 *
 * <pre>
 * header  magic 8 | format 4 | dimension 4 | number 8 | sealed 8 | crc 4
 * frame   magic 4 | length 4 | crc 4 | payload: changes ({@link ChangeCodec})
 * </pre>
 *
 * All numbers are big-endian. {@code sealed} is the length up to which the journal before this one counts, or {@link #UNSEALED}. The checksum
 * (CRC-32C) of a frame covers the journal's number and the frame's place too, so that bytes of an older file are not taken for a frame.
 *
 * <p>A frame holds all calls that were acknowledged by one forced write. The next one is written only after that, so a crash can damage the last
 * frame alone, and a frame is there wholly or not at all.
 */
final class JournalLayout {
    static final long HEADER_MAGIC = 0x4c494b454a524e4cL;
    static final int HEADER_BYTES = 36;
    static final int FRAME_MAGIC = 0x4c4b4652;
    static final int FRAME_HEADER_BYTES = 12;
    static final long UNSEALED = -1;

    private JournalLayout() {}

    /** What a header says. */
    record Header(int version, int dimension, long number, long sealed) {}

    static ByteBuffer header(Header header) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(HEADER_MAGIC)
                .putInt(header.version())
                .putInt(header.dimension())
                .putLong(header.number())
                .putLong(header.sealed());
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.position());
        return bytes.putInt((int) crc.getValue()).flip();
    }

    /** Reads a header, or answers null where the bytes are none. */
    static @Nullable Header header(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES || bytes.getLong() != HEADER_MAGIC) {
            return null;
        }
        Header header = new Header(bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong());
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.position());
        return bytes.getInt() == (int) crc.getValue() ? header : null;
    }

    /** The frame of these changes at this place. */
    static ByteBuffer frame(List<Change> changes, long number, long offset) {
        Growing bytes = new Growing();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[FRAME_HEADER_BYTES]);
            ChangeCodec.write(changes, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer frame = bytes.buffer();
        int length = frame.remaining() - FRAME_HEADER_BYTES;
        ByteBuffer payload = frame.slice(FRAME_HEADER_BYTES, length);
        frame.putInt(0, FRAME_MAGIC).putInt(4, length).putInt(8, checksum(payload, number, offset));
        return frame;
    }

    static int checksum(ByteBuffer payload, long number, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(20)
                .putLong(number)
                .putLong(offset)
                .putInt(payload.remaining())
                .flip());
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    /** A stream whose bytes need no copy to be read. */
    private static final class Growing extends ByteArrayOutputStream {
        Growing() {
            super(4096);
        }

        synchronized ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
