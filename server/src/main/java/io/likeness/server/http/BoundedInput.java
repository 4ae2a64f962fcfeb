package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * A request's body that ends in {@link Failure.TooLarge} after so many bytes, and in {@link Failure.BadInput} where it comes so slowly that nobody can be
 * waiting for its answer. Used by one thread.
 */
final class BoundedInput extends InputStream {
    /** In each such while of waiting for it, {@link #LEAST} bytes must come. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final int LEAST = 16 << 10;

    private final InputStream body;
    private final long limit;
    private final String tooLarge;
    private final LongConsumer come;
    private final Duration patience;
    private long read;
    // Since so many bytes had come, in nanoseconds.
    private long waited;
    private long waitedAt;

    /**
     * @param limit bytes that may be read
     * @param tooLarge what to say when there are more
     * @param come is told how many bytes have come, each time
     */
    BoundedInput(InputStream body, long limit, String tooLarge, LongConsumer come) {
        this(body, limit, tooLarge, come, PATIENCE);
    }

    /** With another patience. */
    BoundedInput(InputStream body, long limit, String tooLarge, LongConsumer come, Duration patience) {
        this.body = body;
        this.limit = limit;
        this.tooLarge = tooLarge;
        this.come = come;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        long start = System.nanoTime();
        int value = body.read();
        count(value < 0 ? 0 : 1, start);
        return value;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        long start = System.nanoTime();
        int count = body.read(target, from, length);
        count(count, start);
        return count;
    }

    private void count(int bytes, long start) {
        if (bytes <= 0) {
            return;
        }
        read += bytes;
        if (read > limit) {
            throw new Failure.TooLarge(tooLarge);
        }
        checkPace(System.nanoTime() - start);
        come.accept(read);
    }

    private void checkPace(long justWaited) {
        // What the reader does in between is not the sender's fault.
        waited += justWaited;
        if (read - waitedAt >= LEAST) {
            waited = 0;
            waitedAt = read;
        } else if (waited > patience.toNanos()) {
            throw new Failure.BadInput("the request comes too slowly: " + (read - waitedAt) + " bytes within "
                    + patience.toSeconds() + " s, it must be " + LEAST + " or more");
        }
    }
}
