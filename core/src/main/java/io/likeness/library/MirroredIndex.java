package io.likeness.library;

import io.likeness.embedding.Embedding;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An index and, while a library moves to another model, a mirror of it: the same records with the other model's vectors. Every change goes to the index,
 * and from there to the mirror. What the mirror may lack is remembered ({@link #unsure}) until somebody brings it. Safe for use by many threads.
 */
public final class MirroredIndex implements VectorIndex {
    // Held shared by changes, and alone by whoever adds, swaps or removes the mirror.
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    // Records in which the mirror may differ: in before the mirror is changed, out when it is known to be right.
    private final Set<Long> unsure = ConcurrentHashMap.newKeySet();
    // Changed while the gate is held alone.
    private volatile Sides sides;

    private record Sides(VectorIndex serving, @Nullable VectorIndex mirror) {}

    /**
     * @param serving closed with this
     */
    public MirroredIndex(VectorIndex serving) {
        this.sides = new Sides(serving, null);
    }

    /** Runs {@code work} while the model stays as it is. Calls may be nested. */
    <T> T steady(Supplier<T> work) {
        gate.readLock().lock();
        try {
            return work.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Waits until no change and no {@link #steady} work is under way, and keeps all from beginning until {@link #release}. */
    void hold() {
        gate.writeLock().lock();
    }

    void release() {
        gate.writeLock().unlock();
    }

    /** Puts a mirror beside the index; closed with this as long as it is there. */
    public void add(VectorIndex mirror) {
        hold();
        try {
            sides = new Sides(sides.serving, mirror);
        } finally {
            release();
        }
    }

    /** Index and mirror change places. */
    public void swap() {
        hold();
        try {
            Sides before = sides;
            if (before.mirror == null) {
                throw new IllegalStateException("there is no mirror");
            }
            sides = new Sides(before.mirror, before.serving);
        } finally {
            release();
        }
    }

    /** Takes the mirror away; the caller closes it. */
    public Optional<VectorIndex> remove() {
        hold();
        try {
            Sides before = sides;
            sides = new Sides(before.serving, null);
            unsure.clear();
            return Optional.ofNullable(before.mirror);
        } finally {
            release();
        }
    }

    /** The index of the model that answers now; unlike this, it never becomes that of another. */
    public VectorIndex serving() {
        return sides.serving;
    }

    /** The mirror. */
    public Optional<VectorIndex> mirror() {
        return Optional.ofNullable(sides.mirror);
    }

    /** The records that the mirror may lack or hold otherwise, as far as is known. */
    public Set<Long> unsure() {
        return Set.copyOf(unsure);
    }

    /** Takes note that the mirror may differ in record {@code id}. */
    public void doubt(long id) {
        unsure.add(id);
    }

    /**
     * Brings the mirror's record {@code id} in line with the index: deletes it, changes its attributes, or stores it with {@code embedding}.
     *
     * @param mirror the mirror whose model made the embedding; where it is another by now nothing is done
     * @param embedding by the mirror's model, or null where only a record that the mirror has already is to be brought in line
     * @return whether the record is right now
     */
    @SuppressWarnings("ReferenceEquality") // Two indexes with the same records are not the same mirror.
    public boolean align(long id, VectorIndex mirror, @Nullable Embedding embedding) {
        return steady(() -> {
            if (sides.mirror != mirror) {
                return true;
            }
            unsure.add(id);
            // Others may change and align it meanwhile: whoever comes last sees the last state.
            Optional<ImageRecord> wanted;
            do {
                wanted = sides.serving.get(id);
                if (!copy(id, wanted, mirror, embedding)) {
                    return false;
                }
            } while (!sides.serving.get(id).equals(wanted));
            unsure.remove(id);
            return true;
        });
    }

    private static boolean copy(
            long id, Optional<ImageRecord> wanted, VectorIndex mirror, @Nullable Embedding embedding) {
        if (wanted.isEmpty()) {
            mirror.deleteIds(List.of(id));
            return true;
        }
        Optional<ImageRecord> found = mirror.get(id);
        if (found.isPresent()) {
            Attributes attributes = wanted.get().attributes();
            if (!found.get().attributes().equals(attributes)) {
                mirror.update(id, _ -> attributes);
            }
            return true;
        }
        if (embedding == null) {
            return false;
        }
        mirror.restoreAll(List.of(new StoredImage(wanted.get(), embedding)));
        return true;
    }

    /** Brings the mirror in line with a change that is durable: what cannot be done now is left for later. */
    private void follow(Collection<Long> ids) {
        VectorIndex mirror = sides.mirror;
        if (mirror == null) {
            return;
        }
        unsure.addAll(ids);
        for (long id : ids) {
            try {
                align(id, mirror, null);
            } catch (Failure _) {
                // The change itself has succeeded; the id stays among the unsure ones.
                return;
            }
        }
    }

    @Override
    public int dimension() {
        return sides.serving.dimension();
    }

    @Override
    public List<PutResult> putAll(List<IndexEntry> entries) {
        return steady(() -> {
            List<PutResult> results = sides.serving.putAll(entries);
            follow(results.stream().map(result -> result.record().id()).toList());
            return results;
        });
    }

    @Override
    public void restoreAll(List<StoredImage> images) {
        steady(() -> {
            sides.serving.restoreAll(images);
            follow(images.stream().map(image -> image.record().id()).toList());
            return true;
        });
    }

    @Override
    public Optional<ImageRecord> update(long id, UnaryOperator<Attributes> change) {
        return steady(() -> {
            Optional<ImageRecord> result = sides.serving.update(id, change);
            follow(List.of(id));
            return result;
        });
    }

    @Override
    public List<ImageRecord> deleteIds(Collection<Long> ids) {
        return steady(() -> afterDeletion(sides.serving.deleteIds(ids)));
    }

    @Override
    public List<ImageRecord> deleteKeys(Collection<String> keys) {
        return steady(() -> afterDeletion(sides.serving.deleteKeys(keys)));
    }

    /** Many at once, because each change waits for the disk. */
    private List<ImageRecord> afterDeletion(List<ImageRecord> deleted) {
        VectorIndex mirror = sides.mirror;
        if (mirror != null) {
            List<Long> ids = deleted.stream().map(ImageRecord::id).toList();
            unsure.addAll(ids);
            try {
                mirror.deleteIds(ids);
            } catch (Failure _) {
                // They are gone; the mirror follows later.
                return deleted;
            }
            // Whoever stores one of them there at this moment looks again afterwards and deletes it.
            ids.forEach(unsure::remove);
        }
        return deleted;
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        return sides.serving.search(query);
    }

    @Override
    public Optional<ImageRecord> get(long id) {
        return sides.serving.get(id);
    }

    @Override
    public Optional<Embedding> embedding(long id) {
        return sides.serving.embedding(id);
    }

    @Override
    public Optional<ImageRecord> find(String key, ImageDigest digest) {
        return sides.serving.find(key, digest);
    }

    @Override
    public List<ImageRecord> findKey(String key) {
        return sides.serving.findKey(key);
    }

    @Override
    public boolean holds(ImageDigest digest) {
        return sides.serving.holds(digest);
    }

    @Override
    public List<ImageRecord> list(ListQuery query) {
        return sides.serving.list(query);
    }

    @Override
    public long count(Filter filter) {
        return sides.serving.count(filter);
    }

    @Override
    public List<IndexProblem> check() {
        return sides.serving.check();
    }

    @Override
    public void close() {
        Sides open = sides;
        open.serving.close();
        if (open.mirror != null) {
            open.mirror.close();
        }
    }
}
