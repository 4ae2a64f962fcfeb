package io.likeness.index;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A {@link VectorIndex} in memory that compares the query with every embedding: the oracle against which the others are tested. It keeps the port's
 * promises but durability; every call takes one lock.
 */
public final class ExactVectorIndex implements VectorIndex {
    private final int dimension;
    private final InstantSource clock;
    // Guarded by this, as are the fields below.
    private final TreeMap<Long, Stored> byId = new TreeMap<>();
    private final Map<Identity, Long> ids = new HashMap<>();
    private long lastId;
    private boolean closed;

    public ExactVectorIndex(int dimension, InstantSource clock) {
        this.dimension = dimension;
        this.clock = clock;
    }

    private record Stored(ImageRecord record, Embedding embedding) {}

    private record Identity(String key, ImageDigest digest) {
        static Identity of(ImageRecord record) {
            return new Identity(record.key(), record.digest());
        }
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public synchronized List<PutResult> putAll(List<IndexEntry> entries) {
        checkOpen();
        entries.forEach(entry -> checkDimension(entry.embedding()));
        return entries.stream().map(this::putOne).toList();
    }

    private PutResult putOne(IndexEntry entry) {
        NewImage image = entry.image();
        Identity identity = new Identity(image.key(), image.digest());
        Long known = ids.get(identity);
        if (known != null) {
            return new PutResult(
                    update(known, old -> old.overlaidBy(image.attributes())).orElseThrow(), false);
        }
        ImageRecord record = new ImageRecord(
                ++lastId, image.key(), image.digest(), image.header(), image.attributes(), clock.instant());
        ids.put(identity, record.id());
        byId.put(record.id(), new Stored(record, entry.embedding()));
        return new PutResult(record, true);
    }

    @Override
    public synchronized void restoreAll(List<StoredImage> images) {
        checkOpen();
        images.forEach(image -> checkDimension(image.embedding()));
        checkRestorable(images.stream().map(StoredImage::record).toList());
        for (StoredImage image : images) {
            ImageRecord record = image.record();
            ids.put(Identity.of(record), record.id());
            byId.put(record.id(), new Stored(record, image.embedding()));
            lastId = Math.max(lastId, record.id());
        }
    }

    private void checkRestorable(List<ImageRecord> records) {
        Map<Identity, Long> idsThen = new HashMap<>(ids);
        Map<Long, Identity> identitiesThen = new HashMap<>();
        ids.forEach((identity, id) -> identitiesThen.put(id, identity));
        for (ImageRecord record : records) {
            Identity identity = Identity.of(record);
            Long known = idsThen.putIfAbsent(identity, record.id());
            Identity holder = identitiesThen.putIfAbsent(record.id(), identity);
            if ((known != null && known != record.id()) || (holder != null && !holder.equals(identity))) {
                throw new Failure.Conflict("id " + record.id() + " or key and content of \"" + record.key()
                        + "\" belong to another record of this library already; restore into an empty one");
            }
        }
    }

    @Override
    public synchronized Optional<ImageRecord> update(long id, UnaryOperator<Attributes> change) {
        checkOpen();
        Stored stored = byId.get(id);
        if (stored == null) {
            return Optional.empty();
        }
        ImageRecord changed = stored.record().with(change.apply(stored.record().attributes()));
        byId.put(id, new Stored(changed, stored.embedding()));
        return Optional.of(changed);
    }

    @Override
    public synchronized List<ImageRecord> deleteIds(Collection<Long> ids) {
        checkOpen();
        return remove(record -> ids.contains(record.id()));
    }

    @Override
    public synchronized List<ImageRecord> deleteKeys(Collection<String> keys) {
        checkOpen();
        return remove(record -> keys.contains(record.key()));
    }

    private List<ImageRecord> remove(Predicate<ImageRecord> which) {
        List<ImageRecord> removed =
                byId.values().stream().map(Stored::record).filter(which).toList();
        for (ImageRecord record : removed) {
            byId.remove(record.id());
            ids.remove(Identity.of(record));
        }
        return removed;
    }

    @Override
    public synchronized List<Hit> search(SearchQuery query) {
        checkOpen();
        checkDimension(query.embedding());
        List<Hit> hits = new ArrayList<>(byId.size());
        for (Stored stored : byId.values()) {
            if (!query.filter().matches(stored.record())) {
                continue;
            }
            hits.add(new Hit(stored.record(), query.embedding().cosine(stored.embedding())));
        }
        hits.sort(Hit.BEST_FIRST);
        return List.copyOf(hits.subList(0, Math.min(query.limit(), hits.size())));
    }

    @Override
    public synchronized Optional<ImageRecord> get(long id) {
        checkOpen();
        return Optional.ofNullable(byId.get(id)).map(Stored::record);
    }

    @Override
    public synchronized Optional<Embedding> embedding(long id) {
        checkOpen();
        return Optional.ofNullable(byId.get(id)).map(Stored::embedding);
    }

    @Override
    public synchronized Optional<ImageRecord> find(String key, ImageDigest digest) {
        checkOpen();
        return Optional.ofNullable(ids.get(new Identity(key, digest))).flatMap(this::get);
    }

    @Override
    public synchronized List<ImageRecord> findKey(String key) {
        checkOpen();
        return byId.values().stream()
                .map(Stored::record)
                .filter(record -> record.key().equals(key))
                .toList();
    }

    @Override
    public synchronized boolean holds(ImageDigest digest) {
        checkOpen();
        return ids.keySet().stream().anyMatch(identity -> identity.digest().equals(digest));
    }

    @Override
    public synchronized List<ImageRecord> list(ListQuery query) {
        checkOpen();
        var records = byId.values().stream().map(Stored::record).filter(query.filter()::matches);
        var after = query.after();
        return switch (query.order()) {
            case OLDEST ->
                records.filter(r -> after == null || ListQuery.Position.of(r).compareTo(after) > 0)
                        .sorted((a, b) -> ListQuery.Position.of(a).compareTo(ListQuery.Position.of(b)))
                        .limit(query.limit())
                        .toList();
            case NEWEST ->
                records.filter(r -> after == null || ListQuery.Position.of(r).compareTo(after) < 0)
                        .sorted((a, b) -> ListQuery.Position.of(b).compareTo(ListQuery.Position.of(a)))
                        .limit(query.limit())
                        .toList();
        };
    }

    @Override
    public synchronized long count(Filter filter) {
        checkOpen();
        return byId.values().stream()
                .map(Stored::record)
                .filter(filter::matches)
                .count();
    }

    @Override
    public synchronized List<IndexProblem> check() {
        checkOpen();
        return List.of();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new Failure.Unavailable("the index is closed");
        }
    }

    private void checkDimension(Embedding embedding) {
        if (embedding.dimension() != dimension) {
            throw new IllegalArgumentException("dimension " + embedding.dimension() + ", the index has " + dimension);
        }
    }
}
