package io.likeness.migration;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies all pictures of one library into another, with their ids, times, attributes, vectors and previews, and compares the two afterwards. Pictures
 * that are there already as they should be are passed over, so that a run that was ended at any moment is gone on with by another; it changes nothing
 * in the library that it reads. Used by one thread.
 */
public final class MigrateLibrary {
    /** Pictures that are moved together. */
    static final int STEP = 500;

    private final ImageCollections from;
    private final ImageCollections to;
    private final int samples;
    private final BiConsumer<Long, Long> progress;

    private MigrateLibrary(ImageCollections from, ImageCollections to, int samples, BiConsumer<Long, Long> progress) {
        this.from = from;
        this.to = to;
        this.samples = samples;
        this.progress = progress;
    }

    /**
     * Moves all collections.
     *
     * @param from nobody should change it meanwhile; what is added or deleted behind the walk is found as a difference in the end
     * @param to holds nothing, or what an earlier run stored
     * @param samples pictures of each collection that are searched for in both libraries in the end
     * @param progress is told the pictures dealt with and those in all, after each step
     * @return what became of each collection, by name
     * @throws io.likeness.failure.Failure.Conflict if an id, or a key and content, belongs to another record in {@code to}
     * @throws io.likeness.failure.Failure.Unavailable if a store does not answer
     */
    public static SortedMap<String, CollectionReport> migrate(
            ImageCollections from, ImageCollections to, int samples, BiConsumer<Long, Long> progress) {
        return new MigrateLibrary(from, to, samples, progress).run();
    }

    private SortedMap<String, CollectionReport> run() {
        SortedMap<String, ImageLibrary> all = from.all();
        long total = all.values().stream()
                .mapToLong(library -> library.index().count())
                .sum();
        long before = 0;
        SortedMap<String, CollectionReport> reports = new TreeMap<>();
        progress.accept(0L, total);
        try (CopiedPreviews previews = new CopiedPreviews()) {
            for (Map.Entry<String, ImageLibrary> each : all.entrySet()) {
                to.create(each.getKey());
                OneCollection one = new OneCollection(each.getValue(), to.get(each.getKey()), previews);
                CollectionReport report = one.move(before, total);
                reports.put(each.getKey(), report);
                before += report.pictures();
            }
        }
        return reports;
    }

    /** One collection on its way. */
    private final class OneCollection {
        private final ImageLibrary source;
        private final ImageLibrary target;
        private final CopiedPreviews previews;
        private final Sample sample = new Sample(samples, new Random());
        private long pictures;
        private long moved;
        private long withoutPreview;

        OneCollection(ImageLibrary source, ImageLibrary target, CopiedPreviews previews) {
            this.source = source;
            this.target = target;
            this.previews = previews;
        }

        CollectionReport move(long before, long total) {
            @Nullable Position after = null;
            List<ImageRecord> page;
            do {
                page = source.index().list(new ListQuery(Order.OLDEST, after, STEP, Filter.ALL));
                if (!page.isEmpty()) {
                    store(page);
                    page.forEach(sample::offer);
                    after = Position.of(page.getLast());
                    pictures += page.size();
                    progress.accept(before + pictures, Math.max(total, before + pictures));
                }
            } while (page.size() == STEP);
            MigrationCheck check = new MigrationCheck(source, target);
            check.counts();
            check.samples(sample.chosen());
            return new CollectionReport(
                    pictures,
                    moved,
                    pictures - moved,
                    withoutPreview,
                    sample.chosen().size(),
                    check.sameHits(),
                    check.problems());
        }

        private void store(List<ImageRecord> page) {
            List<ImageRecord> missing = missing(page);
            if (missing.isEmpty()) {
                return;
            }
            // A preview is durable before its record is.
            Set<ImageDigest> bare = previews.copy(
                    missing.stream().map(ImageRecord::digest).toList(), source.previews(), target.previews());
            withoutPreview += missing.stream()
                    .filter(record -> bare.contains(record.digest()))
                    .count();
            Map<Long, Embedding> embeddings = source.index()
                    .embeddings(missing.stream().map(ImageRecord::id).toList());
            List<StoredImage> images = new ArrayList<>();
            for (ImageRecord record : missing) {
                @Nullable Embedding embedding = embeddings.get(record.id());
                if (embedding != null) {
                    images.add(new StoredImage(record, embedding));
                }
            }
            target.index().restoreAll(images);
            moved += images.size();
        }

        /** Those that the target does not hold as they are. */
        private List<ImageRecord> missing(List<ImageRecord> page) {
            VectorIndex index = target.index();
            Set<Long> ids = page.stream().map(ImageRecord::id).collect(Collectors.toSet());
            Map<Long, ImageRecord> held = new HashMap<>();
            index.list(new ListQuery(Order.OLDEST, null, STEP, new Filter.IdIn(ids)))
                    .forEach(record -> held.put(record.id(), record));
            return page.stream()
                    .filter(record -> !record.equals(held.get(record.id())))
                    .toList();
        }
    }
}
