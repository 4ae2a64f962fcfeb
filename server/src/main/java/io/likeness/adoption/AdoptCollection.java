package io.likeness.adoption;

import io.likeness.adoption.Originals.Place;
import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.milvus.EarlierRows;
import io.likeness.index.milvus.EarlierRows.Row;
import io.likeness.library.AdoptImage;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Adoption;
import io.likeness.server.engine.OpenCollection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Adds the earlier system's pictures to a collection, embedded anew from their files, under their ids, keys and filepaths. Those that are there already
 * are passed over, so that a run that was ended at any moment is gone on with by another. Used by one thread.
 */
public final class AdoptCollection {
    /** Pictures that are looked up together. */
    static final int STEP = 500;

    private static final StageTimes NO_TIMES = (_, _) -> {};

    /** Ids that Milvus gave are times: milliseconds since 1970, then 18 bits (its {@code tsoutil}). */
    private static final int CLOCK_BITS = 18;

    private static final Instant FIRST_MILVUS = Instant.parse("2019-10-01T00:00:00Z");

    private final OpenCollection target;
    private final Originals originals;
    private final int parallel;
    private final InstantSource clock;
    private final Watcher watcher;
    private final AtomicLong adopted = new AtomicLong();
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong twins = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * @param parallel pictures that are read at once
     */
    public AdoptCollection(
            OpenCollection target, Originals originals, int parallel, InstantSource clock, Watcher watcher) {
        this.target = target;
        this.originals = originals;
        this.parallel = parallel;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Is told what happens, by many threads at once. */
    public interface Watcher {
        /** Some are dealt with; {@code done} of {@code total} now. */
        void progress(long done, long total);

        /** One was not stored. */
        void left(Row row, String reason);
    }

    /**
     * Adopts all rows.
     *
     * @throws Failure.Unavailable if a store does not answer; what was adopted stays
     */
    public AdoptionReport run(EarlierRows rows) {
        long total = rows.count();
        AtomicLong done = new AtomicLong();
        watcher.progress(0, total);
        try (ExecutorService pool =
                Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
            rows.each(group -> {
                for (int from = 0; from < group.size(); from += STEP) {
                    List<Row> step = group.subList(from, Math.min(group.size(), from + STEP));
                    adopt(step, pool);
                    long now = done.addAndGet(step.size());
                    watcher.progress(now, Math.max(total, now));
                }
            });
        }
        return new AdoptionReport(done.get(), adopted.get(), known.get(), twins.get(), failed.get());
    }

    private void adopt(List<Row> rows, ExecutorService pool) {
        Map<Long, ImageRecord> there = there(rows);
        // Rows of one key may be the same picture, of which the one that came first stays.
        Map<Object, List<Row>> byKey = new LinkedHashMap<>();
        for (Row row : rows) {
            ImageRecord record = there.get(row.id());
            if (record == null || (!row.key().isEmpty() && !record.key().equals(row.key()))) {
                Object key = row.key().isEmpty() ? row : row.key();
                byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            } else {
                known.incrementAndGet();
            }
        }
        List<Future<?>> all = new ArrayList<>();
        byKey.values().forEach(same -> all.add(pool.submit(() -> same.forEach(this::adopt))));
        all.forEach(AdoptCollection::await);
    }

    private Map<Long, ImageRecord> there(Collection<Row> rows) {
        Set<Long> ids = rows.stream().map(Row::id).collect(Collectors.toSet());
        Map<Long, ImageRecord> there = new HashMap<>();
        target.library()
                .index()
                .list(new ListQuery(ListQuery.Order.OLDEST, null, STEP, new Filter.IdIn(ids)))
                .forEach(record -> there.put(record.id(), record));
        return there;
    }

    private void adopt(Row row) {
        switch (originals.of(row)) {
            case Place.Nowhere(String reason) -> left(row, reason);
            case Place.Found(ImageSource source) -> {
                AdoptImage.Identity identity = new AdoptImage.Identity(
                        row.id(), row.key(), Attributes.ofImgPath(row.filepath()), added(row.id()));
                switch (target.adopt(source, identity, NO_TIMES)) {
                    case Adoption.Unreadable(String reason) -> left(row, reason);
                    case Adoption.Stored(ImageRecord record) -> {
                        if (record.id() == row.id()) {
                            adopted.incrementAndGet();
                        } else {
                            twins.incrementAndGet();
                            watcher.left(row, "the same picture under the same key has the id " + record.id());
                        }
                    }
                }
            }
        }
    }

    private void left(Row row, String reason) {
        failed.incrementAndGet();
        watcher.left(row, reason);
    }

    /** When Milvus gave the id, or now where it does not look like one of Milvus's. */
    private Instant added(long id) {
        Instant told = Instant.ofEpochMilli(id >> CLOCK_BITS);
        Instant now = clock.instant();
        return told.isAfter(FIRST_MILVUS) && told.isBefore(now.plus(Duration.ofDays(1))) ? told : now;
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }
}
