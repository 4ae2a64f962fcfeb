package io.likeness.index.lucene;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The embedded {@link VectorIndex}: a folder on disk, open in one process. A change is written to a journal and to a table in memory, and moves to
 * Lucene in the background; the decision page {@code 0003-log-structured-index} tells why. Ids count up from 1, or from the highest that was restored; the
 * times that it
 * gives never fall while ids rise.
 *
 * <p>Safe for use by many threads, also by interrupted ones.
 */
public final class LuceneVectorIndex implements VectorIndex {
    private final OpenIndex parts;
    private final int dimension;
    private final LuceneSettings settings;
    private volatile boolean closed;

    private LuceneVectorIndex(OpenIndex parts, int dimension, LuceneSettings settings) {
        this.parts = parts;
        this.dimension = dimension;
        this.settings = settings;
    }

    /**
     * Opens the index in {@code folder}, or makes an empty one there.
     *
     * @param folder made where it is missing; belongs to the index alone
     * @param dimension of all embeddings, 1 to 4096
     * @param clock gives the times of records
     * @throws Failure.Conflict if the folder is in use, damaged, of a newer format or of another dimension
     * @throws Failure.Unavailable if it cannot be read or written
     */
    public static LuceneVectorIndex open(Path folder, int dimension, LuceneSettings settings, InstantSource clock) {
        if (dimension < 1 || dimension > VectorCodec.MAX_DIMENSION) {
            throw new Failure.Conflict("the model (likeness.model) makes embeddings of dimension " + dimension
                    + ", the index takes 1 to " + VectorCodec.MAX_DIMENSION);
        }
        return new LuceneVectorIndex(OpenIndex.open(folder, dimension, settings, clock), dimension, settings);
    }

    /**
     * Checks the folder of an index that nobody has open, without writing to it: every Lucene file and every journal against its checksums.
     *
     * @param dimension of its embeddings
     * @return what is wrong, each with its file
     * @throws Failure.Unavailable if the disk refuses
     */
    public static List<IndexProblem> checkFolder(Path folder, int dimension) {
        try {
            return new FolderCheck(folder, dimension).problems();
        } catch (IOException e) {
            throw OpenIndex.unreadable(e);
        }
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public List<PutResult> putAll(List<IndexEntry> entries) {
        List<IndexEntry> taken = List.copyOf(entries);
        taken.forEach(entry -> checkDimension(entry.embedding()));
        return change(draft -> {
            List<PutResult> results = new ArrayList<>(taken.size());
            for (IndexEntry entry : taken) {
                results.add(draft.put(entry));
            }
            return List.copyOf(results);
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws Failure.BadInput if an id, time or key is none that this index can hold; nothing is stored then
     */
    @Override
    public void restoreAll(List<StoredImage> images) {
        List<StoredImage> taken = List.copyOf(images);
        taken.forEach(image -> checkDimension(image.embedding()));
        taken.forEach(image -> Restorable.check(image.record()));
        change(draft -> draft.restore(taken)).ifPresent(reason -> {
            throw new Failure.Conflict(reason);
        });
    }

    @Override
    public Optional<ImageRecord> update(long id, UnaryOperator<Attributes> change) {
        while (true) {
            Optional<ImageRecord> seen = get(id);
            if (seen.isEmpty()) {
                return seen;
            }
            Attributes before = seen.get().attributes();
            // A caller's code runs on its own thread, and again if another change came first.
            Attributes after = change.apply(before);
            if (after.equals(before)) {
                return seen;
            }
            Optional<ImageRecord> changed = change(draft -> {
                ImageRecord now = draft.record(id);
                return now != null && now.attributes().equals(before)
                        ? Optional.of(draft.edit(now, after))
                        : Optional.empty();
            });
            if (changed.isPresent()) {
                return changed;
            }
        }
    }

    @Override
    public List<ImageRecord> deleteIds(Collection<Long> ids) {
        Set<Long> taken = new LinkedHashSet<>(ids);
        return change(draft -> delete(taken, draft));
    }

    @Override
    public List<ImageRecord> deleteKeys(Collection<String> keys) {
        Set<String> taken = new LinkedHashSet<>(keys);
        return change(draft -> {
            List<ImageRecord> deleted = new ArrayList<>();
            for (String key : taken) {
                deleted.addAll(delete(draft.idsOf(key), draft));
            }
            return List.copyOf(deleted);
        });
    }

    private static List<ImageRecord> delete(Set<Long> ids, Draft draft) throws IOException {
        List<ImageRecord> deleted = new ArrayList<>(ids.size());
        for (long id : ids) {
            ImageRecord record = draft.delete(id);
            if (record != null) {
                deleted.add(record);
            }
        }
        return List.copyOf(deleted);
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        checkOpen();
        checkDimension(query.embedding());
        long records = parts.state().count();
        return read(view -> new Search(view, query, settings).hits(records));
    }

    @Override
    public Optional<ImageRecord> get(long id) {
        return read(view -> Optional.ofNullable(new Lookup(view).record(id)));
    }

    @Override
    public Optional<Embedding> embedding(long id) {
        return read(view -> Optional.ofNullable(new Lookup(view).vector(id)).map(Embedding::ofUnit));
    }

    @Override
    public Optional<ImageRecord> find(String key, ImageDigest digest) {
        return read(view -> Optional.ofNullable(new Lookup(view).find(new Identity(key, digest))));
    }

    @Override
    public List<ImageRecord> findKey(String key) {
        return read(view -> new Lookup(view).recordsOf(key));
    }

    @Override
    public boolean holds(ImageDigest digest) {
        return read(view -> new Lookup(view).holds(digest));
    }

    @Override
    public List<ImageRecord> list(ListQuery query) {
        return read(view -> new Walk(view).step(query));
    }

    @Override
    public long count(Filter filter) {
        checkOpen();
        return filter.equals(Filter.ALL) ? parts.state().count() : read(view -> new Count(view, filter).records());
    }

    @Override
    public List<IndexProblem> check() {
        checkOpen();
        return parts.check();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            parts.close();
        }
    }

    private <T> T change(Call.Preparation<T> preparation) {
        checkOpen();
        return parts.changes().change(preparation);
    }

    /** Reads a view while its commit is held. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(View view) throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        View view = acquire();
        try {
            return LuceneReads.checked(() -> reading.from(view));
        } catch (IOException e) {
            throw OpenIndex.unreadable(e);
        } finally {
            parts.release(view);
        }
    }

    private View acquire() {
        while (true) {
            checkOpen();
            View view = parts.state().view();
            // Fails where a newer commit was published a moment ago.
            if (view.base().tryAcquire()) {
                return view;
            }
        }
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
