package io.likeness.imaging;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many pixels may be in decoding at once over all calls. A picture counts with the pixels of its header from before its decoding until its pixels
 * are freed, as many times over as it takes more than {@link #BYTES} of memory for each. Those who wait are served in order, so that small pictures do not keep a large one out. Safe for use by many threads.
 */
public final class PixelBudget {
    /** Memory of a pixel that counts as one. */
    static final int BYTES = 3;

    // A semaphore counts in int; in units of this many pixels no budget is too large for it.
    private static final int PIXELS_PER_PERMIT = 1024;

    private final long pixels;
    private final Duration longestWait;
    private final int permits;
    private final Semaphore semaphore;

    /**
     * @param pixels the budget, at least 1
     * @param longestWait how long a picture may wait for room, at least 0
     * @throws Failure.BadInput if the budget is less than 1 or more than 2^40
     */
    public PixelBudget(long pixels, Duration longestWait) {
        if (pixels < 1 || pixels > 1L << 40) {
            throw new Failure.BadInput("likeness.pixel-budget is " + pixels + ", allowed are 1 to " + (1L << 40));
        }
        this.pixels = pixels;
        this.longestWait = longestWait;
        this.permits = permitsFor(pixels);
        this.semaphore = new Semaphore(permits, true);
    }

    /** Room taken for one picture. */
    public interface Share extends AutoCloseable {
        /** Gives the room back; closing again does nothing. */
        @Override
        void close();
    }

    /**
     * Takes room for {@code picturePixels} of {@link #BYTES} each, as {@link #acquire(long, int)} does.
     */
    public Share acquire(long picturePixels) {
        return acquire(picturePixels, BYTES);
    }

    /**
     * Takes room for {@code picturePixels}, waiting for it if need be. One that would count for more than the whole budget has all of it to itself.
     *
     * @param bytesPerPixel memory that each takes, at least {@link #BYTES}
     * @throws Failure.TooLarge if the whole budget would not do
     * @throws Failure.Overloaded if there is no room in time
     * @throws Failure.Unavailable if the wait is interrupted
     */
    public Share acquire(long picturePixels, int bytesPerPixel) {
        if (permitsFor(picturePixels) > permits) {
            throw new Failure.TooLarge("the picture has " + picturePixels + " pixels, the budget for all pictures being"
                    + " decoded at once is " + pixels + " (likeness.pixel-budget)");
        }
        int wanted = permitsFor(Math.min(pixels, Math.ceilDiv(picturePixels * bytesPerPixel, BYTES)));
        try {
            if (!semaphore.tryAcquire(wanted, longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Failure.Overloaded("too many pixels are being decoded: no room for " + picturePixels
                        + " more within " + longestWait.toMillis() + " ms, the budget is " + pixels
                        + " (likeness.pixel-budget)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting to decode a picture", e);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                semaphore.release(wanted);
            }
        };
    }

    /** Pixels in decoding now as they count, to the next 1,024 of each picture. */
    public long inUse() {
        return (long) (permits - semaphore.availablePermits()) * PIXELS_PER_PERMIT;
    }

    private static int permitsFor(long pixels) {
        return Math.toIntExact(Math.ceilDiv(pixels, PIXELS_PER_PERMIT));
    }
}
