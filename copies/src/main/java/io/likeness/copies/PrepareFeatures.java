package io.likeness.copies;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Position;
import io.likeness.library.ImageLibrary;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the features of stored pictures before anyone asks for them, one after the other on a thread of its own, and only while nothing else computes: adds and
 * searches do not wait for it. Safe for use by many threads.
 */
public final class PrepareFeatures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareFeatures.class);
    private static final int PAGE = 200;
    private static final long BUSY_MILLIS = 50;
    /** For a second: a caller who adds one picture after the other leaves some looks in a row in which nothing computes. */
    private static final int QUIET_LOOKS = 20;

    private static final long DONE_MILLIS = 1000;

    private final Supplier<? extends Iterable<ImageLibrary>> libraries;
    private final BooleanSupplier idle;
    // How far each is; used by the thread alone.
    private final Map<ImageLibrary, Position> reached = new WeakHashMap<>();
    private final Thread thread;
    // In which nothing may compute before it goes on; used by the thread alone.
    private int missingLooks;
    private final CountDownLatch closed = new CountDownLatch(1);

    private PrepareFeatures(Supplier<? extends Iterable<ImageLibrary>> libraries, BooleanSupplier idle) {
        this.libraries = libraries;
        this.idle = idle;
        this.thread = Thread.ofPlatform().name("prepare-features").daemon().unstarted(this::run);
    }

    /**
     * Starts, and goes on until it is closed.
     *
     * @param libraries those that are open now; asked again and again
     * @param idle whether nothing else computes
     */
    public static PrepareFeatures start(Supplier<? extends Iterable<ImageLibrary>> libraries, BooleanSupplier idle) {
        PrepareFeatures prepare = new PrepareFeatures(libraries, idle);
        prepare.thread.start();
        return prepare;
    }

    private void run() {
        try {
            do {
                try {
                    for (ImageLibrary library : libraries.get()) {
                        prepare(library);
                    }
                } catch (Failure e) {
                    // A store that is away, or a collection deleted meanwhile; what is missing is computed at the next
                    // round, or when it is asked for.
                    LOG.debug("Features are not prepared now: {}", e.getMessage());
                }
            } while (!isClosedWithin(DONE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare(ImageLibrary library) throws InterruptedException {
        StoredFeatures features = new StoredFeatures(library);
        // What is new may have come from someone who adds more.
        missingLooks = QUIET_LOOKS;
        List<ImageRecord> page;
        do {
            @Nullable Position after = reached.get(library);
            page = library.index().list(new ListQuery(ListQuery.Order.OLDEST, after, PAGE));
            for (ImageRecord record : page) {
                if (!isFree()) {
                    return;
                }
                prepare(features, record);
                reached.put(library, Position.of(record));
            }
        } while (page.size() == PAGE);
    }

    /**
     * Waits until nothing else computes, and once something did, until that was so for a while: between two adds of one caller is a moment in which nothing computes, and a
     * picture that is begun then holds up the next add. Answers whether to go on.
     */
    private boolean isFree() throws InterruptedException {
        if (!idle.getAsBoolean()) {
            missingLooks = QUIET_LOOKS;
        }
        while (missingLooks > 0) {
            if (isClosedWithin(BUSY_MILLIS)) {
                return false;
            }
            missingLooks = idle.getAsBoolean() ? missingLooks - 1 : QUIET_LOOKS;
        }
        return !isClosedWithin(0);
    }

    private static void prepare(StoredFeatures features, ImageRecord record) {
        try {
            features.of(record.digest());
        } catch (Failure.UnsupportedImage e) {
            LOG.debug("The preview of picture {} has no features: {}", record.id(), e.getMessage());
        }
    }

    // Not by an interrupt, which would close the files of the index that the thread is reading.
    private boolean isClosedWithin(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Stops, and waits for the picture under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
