package io.likeness.index.milvus;

import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.IndexProblem;
import io.likeness.index.ListQuery;
import io.likeness.index.PutResult;
import io.likeness.index.SearchQuery;
import io.likeness.index.StoredImage;
import io.likeness.index.VectorIndex;
import io.milvus.v2.common.ConsistencyLevel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A {@link VectorIndex} in a collection of Milvus that any number of servers share.
 *
 * <p>Durable means: Milvus has answered the upsert or deletion, which it does once the change is in its log (Pulsar, Kafka, Woodpecker or RocksMQ, whose
 * replication and flushing decide what a crash of Milvus may cost; {@code docs/milvus.md} tells the settings). Reads are STRONG, so every server sees
 * what any other has answered. A call whose answer was lost may have done its work; doing it again does no harm.
 *
 * <p>An id is a hash of key and content: servers that add the same picture at the same moment make one record of one id, and a picture that is deleted
 * and added again has the id it had. Restored records keep theirs, whatever they are. Changes to the attributes of one record by several servers at the
 * same moment are not put together: the last one stays. Entries of one {@link #putAll} are stored in groups of some hundreds, so that a failure may leave
 * the first groups stored.
 *
 * <p>Safe for use by many threads.
 */
public final class MilvusVectorIndex implements VectorIndex {
    /** How many ids or keys stand in one expression. */
    private static final int GROUP = 1000;

    private final MilvusTable table;
    private final int dimension;
    private final InstantSource clock;
    private final KeyLocks locks = new KeyLocks();
    private final Restore restore;
    private final Walk walk;
    private final Search search;

    private MilvusVectorIndex(MilvusTable table, int dimension, InstantSource clock) {
        this.table = table;
        this.dimension = dimension;
        this.clock = clock;
        this.restore = new Restore(table);
        this.walk = new Walk(table);
        this.search = new Search(table, dimension);
    }

    /**
     * Opens the index without a call to Milvus: the first one that gets through makes the collection where it is missing, or checks and loads it.
     *
     * @param connection stays open when the index is closed
     * @param place which collection of Milvus it is
     * @param model whose vectors it holds
     * @param clock gives the times of records
     */
    public static MilvusVectorIndex open(
            MilvusConnection connection, MilvusPlace place, ModelFingerprint model, InstantSource clock) {
        CollectionShape shape = new CollectionShape(place.library(), place.collection(), model);
        return new MilvusVectorIndex(
                new MilvusTable(connection, place.nameInMilvus(), shape), model.dimension(), clock);
    }

    /**
     * Makes the collection in Milvus where it is missing, or checks that it is as it should be, and loads it; done again it does nothing.
     *
     * @throws Failure.Conflict if it is not ours, or of another model or format
     * @throws Failure.Unavailable if Milvus does not answer
     */
    public void prepare() {
        table.prepare();
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public List<PutResult> putAll(List<IndexEntry> entries) {
        List<IndexEntry> taken = List.copyOf(entries);
        taken.forEach(entry -> checkDimension(entry.embedding()));
        table.prepare();
        List<PutResult> results = new ArrayList<>(taken.size());
        for (List<IndexEntry> group : groups(taken)) {
            List<String> keys = group.stream().map(entry -> entry.image().key()).toList();
            results.addAll(locks.locked(keys, () -> new Put(table, dimension, clock).all(group)));
        }
        return List.copyOf(results);
    }

    @Override
    public void restoreAll(List<StoredImage> images) {
        List<StoredImage> taken = List.copyOf(images);
        taken.forEach(image -> checkDimension(image.embedding()));
        table.prepare();
        List<String> keys = taken.stream().map(image -> image.record().key()).toList();
        locks.locked(keys, () -> {
            restore.all(taken);
            return true;
        });
    }

    @Override
    public Optional<ImageRecord> update(long id, UnaryOperator<Attributes> change) {
        return get(id).flatMap(seen -> locks.locked(List.of(seen.key()), () -> updateLocked(id, change)));
    }

    private Optional<ImageRecord> updateLocked(long id, UnaryOperator<Attributes> change) {
        return whole(List.of(id)).stream().findFirst().map(stored -> {
            ImageRecord changed =
                    stored.record().with(change.apply(stored.record().attributes()));
            if (!changed.equals(stored.record())) {
                table.upsert(List.of(new StoredImage(changed, stored.embedding())));
            }
            return changed;
        });
    }

    private List<StoredImage> whole(Collection<Long> ids) {
        List<String> columns = new ArrayList<>(Rows.RECORD);
        columns.add(Columns.VECTOR);
        return table.rows(Expression.anyOf(Columns.ID, ids), columns).stream()
                .map(row -> new StoredImage(Rows.record(row), Rows.embedding(row, dimension)))
                .toList();
    }

    @Override
    public List<ImageRecord> deleteIds(Collection<Long> ids) {
        table.prepare();
        List<Long> possible =
                new LinkedHashSet<>(ids).stream().filter(id -> id > 0).toList();
        List<ImageRecord> deleted = new ArrayList<>();
        for (List<Long> group : groups(possible)) {
            List<ImageRecord> seen = byIds(group);
            deleted.addAll(delete(seen, () -> byIds(group)));
        }
        return List.copyOf(deleted);
    }

    @Override
    public List<ImageRecord> deleteKeys(Collection<String> keys) {
        table.prepare();
        List<ImageRecord> deleted = new ArrayList<>();
        for (List<String> group : groups(List.copyOf(new HashSet<>(keys)))) {
            // A key may hold more than one read gives.
            List<ImageRecord> some;
            do {
                some = delete(byKeys(group), () -> byKeys(group));
                deleted.addAll(some);
            } while (some.size() >= GROUP);
        }
        return List.copyOf(deleted);
    }

    private List<ImageRecord> delete(List<ImageRecord> seen, Supplier<List<ImageRecord>> again) {
        List<String> keys = seen.stream().map(ImageRecord::key).distinct().toList();
        if (keys.isEmpty()) {
            return List.of();
        }
        return locks.locked(keys, () -> {
            List<ImageRecord> now = again.get().stream().filter(seen::contains).toList();
            for (List<ImageRecord> group : groups(now)) {
                table.delete(group.stream().map(ImageRecord::id).toList());
            }
            return now;
        });
    }

    private List<ImageRecord> byIds(Collection<Long> ids) {
        return table.records(Expression.anyOf(Columns.ID, ids));
    }

    private List<ImageRecord> byKeys(Collection<String> keys) {
        Set<String> wanted = Set.copyOf(keys);
        return table
                .records(Expression.anyOf(
                        Columns.KEY_HASH, keys.stream().map(Hashes::key).toList()))
                .stream()
                .filter(record -> wanted.contains(record.key()))
                .toList();
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        checkDimension(query.embedding());
        return search.hits(query);
    }

    @Override
    public Optional<ImageRecord> get(long id) {
        table.prepare();
        return id < 1 ? Optional.empty() : byIds(List.of(id)).stream().findFirst();
    }

    @Override
    public Optional<Embedding> embedding(long id) {
        table.prepare();
        return id < 1
                ? Optional.empty()
                : table.rows(Expression.anyOf(Columns.ID, List.of(id)), List.of(Columns.ID, Columns.VECTOR)).stream()
                        .findFirst()
                        .map(row -> Rows.embedding(row, dimension));
    }

    @Override
    public Map<Long, Embedding> embeddings(Collection<Long> ids) {
        table.prepare();
        Map<Long, Embedding> found = new HashMap<>();
        List<Long> possible = ids.stream().filter(id -> id > 0).distinct().toList();
        for (List<Long> group : groups(possible)) {
            table.rows(Expression.anyOf(Columns.ID, group), List.of(Columns.ID, Columns.VECTOR))
                    .forEach(row -> found.put(Rows.id(row), Rows.embedding(row, dimension)));
        }
        return Map.copyOf(found);
    }

    @Override
    public Optional<ImageRecord> find(String key, ImageDigest digest) {
        return findKey(key).stream()
                .filter(record -> record.digest().equals(digest))
                .findFirst();
    }

    @Override
    public List<ImageRecord> findKey(String key) {
        return byKeys(List.of(key)).stream()
                .sorted(Comparator.comparingLong(ImageRecord::id))
                .toList();
    }

    @Override
    public boolean holds(ImageDigest digest) {
        Expression which = Expression.anyOf(Columns.DIGEST_HASH, List.of(Hashes.digest(digest)));
        return table.rows(which, List.of(Columns.ID, Columns.DIGEST)).stream()
                .anyMatch(row -> Rows.text(row, Columns.DIGEST).equals(digest.sha256()));
    }

    @Override
    public List<ImageRecord> list(ListQuery query) {
        return walk.step(query);
    }

    @Override
    public long count(Filter filter) {
        return table.count(Expression.of(filter), ConsistencyLevel.STRONG);
    }

    /** As the port says; a row has no checksum of its own, so it is read as a record and its vector's length is looked at. */
    @Override
    public List<IndexProblem> check() {
        return new Check(table, dimension, walk).problems();
    }

    /** Makes every later call fail; the connection stays open. */
    @Override
    public void close() {
        table.close();
    }

    static <T> List<List<T>> groups(List<T> all) {
        List<List<T>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += GROUP) {
            groups.add(all.subList(from, Math.min(all.size(), from + GROUP)));
        }
        return groups;
    }

    private void checkDimension(Embedding embedding) {
        if (embedding.dimension() != dimension) {
            throw new IllegalArgumentException("dimension " + embedding.dimension() + ", the index has " + dimension);
        }
    }
}
