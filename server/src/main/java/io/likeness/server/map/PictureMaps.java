package io.likeness.server.map;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageLibrary;
import io.likeness.server.map.PictureMap.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maps of all collections, made in the background one at a time, kept in memory, and made anew when a collection has changed enough. Safe for use
 * by many threads.
 */
public final class PictureMaps {
    /** The most pictures on a map; of more, every so many-th is taken. */
    public static final int MAX_POINTS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(PictureMaps.class);

    /** The share of a collection that must have changed. */
    private static final double CHANGED = 0.05;
    /** So few are drawn anew at once whatever changed. */
    private static final int FEW = 1000;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    // Memory and processor are for one map at a time.
    private final ReentrantLock making = new ReentrantLock();

    /**
     * What there is now.
     *
     * @param map the last map, or null where none is made yet
     * @param computing whether a newer one is being made
     * @param pictures stored now
     */
    public record Answer(@Nullable PictureMap map, boolean computing, long pictures) {}

    /** How full a collection was: two that are equal have the same pictures, short of changes that only took away and gave back. */
    private record Content(long count, long newestId) {
        static Content of(VectorIndex index) {
            List<ImageRecord> newest = index.list(new ListQuery(Order.NEWEST, null, 1));
            return new Content(
                    index.count(), newest.isEmpty() ? 0 : newest.getFirst().id());
        }

        boolean isFarFrom(Content other) {
            long changes = Math.max(Math.abs(count - other.count), Math.abs(newestId - other.newestId));
            return changes > 0 && (count <= FEW || changes > CHANGED * other.count);
        }
    }

    /** Guarded by itself. */
    private static final class Entry {
        private final ImageLibrary library;
        private @Nullable PictureMap map;
        private @Nullable Content content;
        // Whose embeddings it was made of; those of another model lie otherwise.
        private @Nullable VectorIndex madeOf;
        private boolean computing;

        Entry(ImageLibrary library) {
            this.library = library;
        }

        @SuppressWarnings("ReferenceEquality") // Another model has another index.
        boolean isOfAnotherModel() {
            return madeOf != library.mirrored().serving();
        }
    }

    // Not for what is right, only so that searches go first.
    @SuppressWarnings("ThreadPriorityCheck")
    private void begin(Entry entry, Content now) {
        entry.computing = true;
        Thread.ofPlatform()
                .daemon()
                .name("picture-map")
                .priority(Thread.MIN_PRIORITY)
                .start(() -> make(entry, now));
    }

    /** The map of a collection; begins to make one where there is none or the collection has changed enough. */
    public Answer get(String collection, ImageLibrary library) {
        Content now = Content.of(library.index());
        // A collection may be deleted and made again.
        Entry entry = entries.compute(
                collection, (_, known) -> known != null && known.library == library ? known : new Entry(library));
        synchronized (entry) {
            boolean isOld = entry.content == null || entry.isOfAnotherModel() || now.isFarFrom(entry.content);
            if (isOld && !entry.computing) {
                begin(entry, now);
            }
            return new Answer(entry.map, entry.computing, now.count());
        }
    }

    private void make(Entry entry, Content content) {
        @Nullable PictureMap made = null;
        VectorIndex index = entry.library.mirrored().serving();
        try {
            making.lock();
            try {
                made = made(index, content.count());
            } finally {
                making.unlock();
            }
        } catch (Failure.Unavailable e) {
            LOG.info("A map of the pictures is not made: {}", e.getMessage());
        } finally {
            synchronized (entry) {
                entry.computing = false;
                if (made != null) {
                    entry.map = made;
                    entry.content = content;
                    entry.madeOf = index;
                }
            }
        }
    }

    private static PictureMap made(VectorIndex index, long count) {
        List<Long> ids = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        long seen = 0;
        @Nullable Position after = null;
        List<ImageRecord> records;
        do {
            records = index.list(new ListQuery(Order.NEWEST, after, ListQuery.MAX_LIMIT));
            for (ImageRecord record : records) {
                after = Position.of(record);
                if (isTaken(seen++, count) && ids.size() < MAX_POINTS) {
                    index.embedding(record.id()).map(Embedding::toArray).ifPresent(vector -> {
                        ids.add(record.id());
                        vectors.add(vector);
                    });
                }
            }
        } while (records.size() == ListQuery.MAX_LIMIT);
        float[][] places = Projection.of(vectors.toArray(float[][]::new));
        List<Point> points = new ArrayList<>(places.length);
        for (int i = 0; i < places.length; i++) {
            points.add(new Point(ids.get(i), places[i][0], places[i][1]));
        }
        return new PictureMap(points, Instant.now());
    }

    /** Evenly over all of them. */
    private static boolean isTaken(long place, long count) {
        return count <= MAX_POINTS || place * MAX_POINTS / count != (place + 1) * MAX_POINTS / count;
    }
}
