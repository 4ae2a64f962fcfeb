package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;

/** A request's body that ends in {@link Failure.TooLarge} after so many bytes. Used by one thread. */
final class BoundedInput extends InputStream {
    private final InputStream body;
    private final long limit;
    private final String tooLarge;
    private long read;

    /**
     * @param limit bytes that may be read
     * @param tooLarge what to say when there are more
     */
    BoundedInput(InputStream body, long limit, String tooLarge) {
        this.body = body;
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
        int value = body.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = body.read(target, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > limit) {
            throw new Failure.TooLarge(tooLarge);
        }
    }
}
