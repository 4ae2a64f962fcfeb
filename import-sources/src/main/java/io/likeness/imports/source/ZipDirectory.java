package io.likeness.imports.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;

/** The length of a ZIP's directory, from the record at the file's end (APPNOTE 6.3, sections 4.3.14 to 4.3.16). */
final class ZipDirectory {
    /** Bytes that an entry takes in the directory with a long name, more than usual ones do. */
    static final int MEAN_LENGTH = 256;

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;

    private ZipDirectory() {}

    /**
     * The bytes between the beginning of the directory and the record behind it, all of which a reader may take for entries.
     *
     * @throws IOException if it cannot be read or has no such record
     */
    static long length(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            int tailLength = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
            ByteBuffer tail = ByteBuffer.allocate(tailLength).order(ByteOrder.LITTLE_ENDIAN);
            long tailAt = size - tailLength;
            while (tail.hasRemaining() && channel.read(tail, tailAt + tail.position()) >= 0) {
                // One call may read less than there is room for.
            }
            for (int at = tailLength - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    return lengthAt(channel, tail, at, tailAt + at);
                }
            }
        }
        throw new ZipException("there is no directory at its end");
    }

    private static long lengthAt(FileChannel channel, ByteBuffer tail, int at, long endAt) throws IOException {
        long start = Integer.toUnsignedLong(tail.getInt(at + 16));
        if (start == 0xFFFFFFFFL && endAt >= 20) {
            ByteBuffer locator = read(channel, endAt - 20, 20);
            ByteBuffer record = read(channel, locator.getLong(8), 56);
            start = record.getLong(48);
        }
        long length = endAt - start;
        if (start < 0 || length < 0) {
            throw new ZipException("its directory lies behind its end");
        }
        return length;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (at < 0) {
            throw new ZipException("its directory has no place");
        }
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new ZipException("its directory is cut off");
            }
        }
        return buffer;
    }
}
