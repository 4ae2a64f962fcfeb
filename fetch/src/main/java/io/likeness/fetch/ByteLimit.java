package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The largest number of bytes a picture may have.
 *
 * @param bytes at least 1
 */
record ByteLimit(int bytes) {
    /** Where reading starts when nobody says how much will come. */
    private static final int FIRST_BUFFER = 64 * 1024;

    /** What to believe of an announced length before a byte has come: a liar shall not make this server set memory aside. */
    private static final int TRUSTED = 1024 * 1024;

    /** Refuses {@code size} bytes if they are none or too many. */
    void check(long size) {
        if (size == 0) {
            throw empty();
        }
        if (size > bytes) {
            throw new Failure.TooLarge(
                    "the picture has " + size + " bytes; the limit is " + bytes + " (likeness.max-bytes)");
        }
    }

    /**
     * Reads {@code in} to its end, but never more than one byte past the limit.
     *
     * @param announced how many bytes are said to come, or a negative number where nobody said
     * @throws Failure.TooLarge if more come than the limit
     * @throws Failure.BadInput if none come
     */
    byte[] readAll(InputStream in, long announced) throws IOException {
        long expected = announced < 0 ? FIRST_BUFFER : Math.min(announced, TRUSTED);
        byte[] buffer = new byte[Math.clamp(expected, 1, bytes)];
        int size = 0;
        while (true) {
            if (size == buffer.length) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                buffer = Arrays.copyOf(buffer, larger(size, announced));
                buffer[size++] = (byte) next;
            }
            int read = in.read(buffer, size, buffer.length - size);
            if (read < 0) {
                break;
            }
            size += read;
        }
        check(size);
        return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }

    private int larger(int size, long announced) {
        if (size == bytes) {
            throw new Failure.TooLarge("the picture has more than " + bytes + " bytes, the limit (likeness.max-bytes)");
        }
        long doubled = Math.min(2L * size, bytes);
        // An honest announcement makes the last buffer fit exactly, so that nothing is copied at the end.
        return (int) (announced > size && announced < doubled ? announced : doubled);
    }

    private static Failure.BadInput empty() {
        return new Failure.BadInput("the picture is empty: 0 bytes");
    }
}
