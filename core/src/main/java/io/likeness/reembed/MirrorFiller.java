package io.likeness.reembed;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.index.ImageRecord;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.library.MirroredIndex;
import io.likeness.library.Networks;
import io.likeness.library.PictureReader;
import io.likeness.reembed.ReembedStatus.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Brings to the mirrors of all collections what they lack, a few pictures at a time. Safe for use by many threads, of which one at a time fills. */
final class MirrorFiller {
    /** How long to wait before trying again what was not possible for the moment. */
    static final Duration PAUSE = Duration.ofMillis(500);

    /** Pictures at once: enough for a batch of the network, few enough to leave room in the queues for everybody else. */
    private static final int AT_ONCE = 8;

    private static final int FAILURES_TOLD = 100;
    private static final Duration OVERLOADED = Duration.ofMillis(50);

    private final ImageCollections collections;
    private final Networks networks;
    private final PictureReader reader;
    private final Originals originals;
    private final BooleanSupplier stopped;

    private final Set<ImageLibrary> compared = ConcurrentHashMap.newKeySet();
    private final Set<Place> failed = ConcurrentHashMap.newKeySet();
    private final Map<Place, Failed> failures = new ConcurrentSkipListMap<>();
    private final AtomicLong fromOriginals = new AtomicLong();
    private final AtomicLong fromPreviews = new AtomicLong();
    private volatile boolean stuck;

    private record Place(String collection, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byName = collection.compareTo(other.collection);
            return byName == 0 ? Long.compare(id, other.id) : byName;
        }
    }

    /** A collection and what its mirror is filled with. */
    private record Target(String name, ImageLibrary library, VectorIndex mirror, Embedder network) {}

    MirrorFiller(
            ImageCollections collections,
            Networks networks,
            PictureReader reader,
            Originals originals,
            BooleanSupplier stopped) {
        this.collections = collections;
        this.networks = networks;
        this.reader = reader;
        this.originals = originals;
        this.stopped = stopped;
    }

    /** Brings what is missing; answers whether nothing is missing any more, as far as is known. */
    synchronized boolean fill() {
        boolean isWhole = true;
        boolean onlyFailed = true;
        for (Map.Entry<String, ImageLibrary> each : collections.all().entrySet()) {
            ImageLibrary library = each.getValue();
            Optional<VectorIndex> mirror = library.mirrored().mirror();
            Optional<Embedder> network = networks.beside();
            if (mirror.isEmpty() || network.isEmpty()) {
                return false;
            }
            fill(new Target(each.getKey(), library, mirror.get(), network.get()));
            Set<Long> unsure = library.mirrored().unsure();
            isWhole &= unsure.isEmpty() && compared.contains(library);
            onlyFailed &= compared.contains(library)
                    && unsure.stream().allMatch(id -> failed.contains(new Place(each.getKey(), id)));
        }
        stuck = onlyFailed && !isWhole;
        return isWhole;
    }

    private void fill(Target target) {
        if (!compared.contains(target.library)) {
            compare(target);
        }
        // After that crew is done, so that no picture is embedded twice.
        try (Crew crew = new Crew()) {
            for (long id : target.library.mirrored().unsure()) {
                crew.take(target, id);
            }
        }
    }

    private void compare(Target target) {
        try (Crew crew = new Crew()) {
            Comparison comparison = new Comparison(target.library.index(), target.mirror);
            if (comparison.eachDifference(id -> crew.take(target, id), stopped)) {
                compared.add(target.library);
            }
        }
    }

    /** Threads that bring pictures; closing waits for them. */
    private final class Crew implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Semaphore places = new Semaphore(AT_ONCE);

        /** Waits for a free place. */
        void take(Target target, long id) {
            if (stopped.getAsBoolean()) {
                return;
            }
            try {
                places.acquire();
            } catch (InterruptedException _) {
                // Whoever stops this does so at once.
                Thread.currentThread().interrupt();
                return;
            }
            threads.execute(() -> {
                try {
                    bring(target, id);
                } finally {
                    places.release();
                }
            });
        }

        @Override
        public void close() {
            threads.close();
        }
    }

    private void bring(Target target, long id) {
        Place place = new Place(target.name, id);
        MirroredIndex index = target.library.mirrored();
        try {
            if (index.align(id, target.mirror, null)) {
                failed.remove(place);
                failures.remove(place);
            } else if (!failed.contains(place)) {
                Optional<ImageRecord> record = index.get(id);
                if (record.isPresent()) {
                    index.align(id, target.mirror, embedding(target, record.get()));
                }
            }
        } catch (Failure.Overloaded | Failure.Unavailable _) {
            // For the moment; it stays among the unsure ones.
            index.doubt(id);
        } catch (Failure e) {
            index.doubt(id);
            fail(place, index.get(id), String.valueOf(e.getMessage()));
        }
    }

    private void fail(Place place, Optional<ImageRecord> record, String reason) {
        failed.add(place);
        if (record.isPresent() && failures.size() < FAILURES_TOLD) {
            failures.put(
                    place, new Failed(place.collection, place.id, record.get().key(), reason));
        }
    }

    private Embedding embedding(Target target, ImageRecord record) {
        Optional<Embedding> original = fromOriginal(target, record);
        if (original.isPresent()) {
            fromOriginals.incrementAndGet();
            return original.get();
        }
        byte[] preview = target.library
                .previews()
                .get(record.digest())
                .orElseThrow(() -> new Failure.NotFound(
                        "its original cannot be reached and its preview is missing: add the picture again under the"
                                + " same key, or delete it"));
        Embedding embedding = patiently(EncodedImage.of(preview), target.network);
        fromPreviews.incrementAndGet();
        return embedding;
    }

    private Optional<Embedding> fromOriginal(Target target, ImageRecord record) {
        try {
            return originals.read(record, file -> patiently(file, target.network));
        } catch (Failure.UnsupportedImage | Failure.TooLarge _) {
            // The limits were changed since it was added; the preview is within them.
            return Optional.empty();
        }
    }

    /** Who asks something of the server now goes first. */
    private Embedding patiently(EncodedImage image, Embedder network) {
        while (true) {
            try {
                return reader.embed(image, network);
            } catch (Failure.Overloaded e) {
                if (stopped.getAsBoolean()) {
                    throw e;
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(OVERLOADED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting for the network", e);
        }
    }

    /** Failures are tried again. */
    void retry() {
        failed.clear();
        failures.clear();
        stuck = false;
    }

    /** Everything is compared again. */
    void forget() {
        compared.clear();
        retry();
    }

    boolean isStuck() {
        return stuck;
    }

    long failed() {
        return failed.size();
    }

    List<Failed> failures() {
        return List.copyOf(failures.values());
    }

    long fromOriginals() {
        return fromOriginals.get();
    }

    long fromPreviews() {
        return fromPreviews.get();
    }
}
