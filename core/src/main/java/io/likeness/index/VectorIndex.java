package io.likeness.index;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Stores pictures' records and embeddings and finds the nearest. One score everywhere: the cosine, in [-1, 1].
 *
 * <p>A change is durable when its call returns, and every call that begins afterwards sees it. A key and a digest together name at most one record;
 * a key may hold many. An id is never given to another key and digest. Safe for use by many threads. Every call but {@link #close} fails with
 * {@link io.likeness.failure.Failure.Unavailable} once the index is closed or its storage does not answer.
 */
public interface VectorIndex extends AutoCloseable {
    /** The number of values of every embedding; constant. */
    int dimension();

    /**
     * Stores entries, together and in order. An entry whose key and digest are stored already keeps its record, id, time and embedding, and takes over
     * the new attributes by {@link Attributes#overlaidBy}.
     *
     * @return one result for each entry, in order
     * @throws IllegalArgumentException if an embedding has another dimension; nothing is stored then
     */
    List<PutResult> putAll(List<IndexEntry> entries);

    /** Stores one entry as {@link #putAll} does. */
    default PutResult put(IndexEntry entry) {
        return putAll(List.of(entry)).getFirst();
    }

    /**
     * Stores records as they were in another index, with their ids and times. A record whose id is stored already with the same key and digest is
     * replaced, so that restoring again changes nothing. No id given later is one of them; where ids count up, they go on above them.
     *
     * @throws io.likeness.failure.Failure.Conflict if an id is held by another key or digest, or a key and digest by another id; nothing is stored then
     * @throws IllegalArgumentException if an embedding has another dimension; nothing is stored then
     */
    void restoreAll(List<StoredImage> images);

    /**
     * Changes the attributes of record {@code id} in one step.
     *
     * @param change from what is stored to what shall be; pure, may be called more than once
     * @return the record as it is stored now, or empty where there is none
     */
    Optional<ImageRecord> update(long id, UnaryOperator<Attributes> change);

    /**
     * Deletes the records with these ids; unknown ids are no error.
     *
     * @return the records deleted, each once, in no order
     */
    List<ImageRecord> deleteIds(Collection<Long> ids);

    /**
     * Deletes all records of these keys; unknown keys are no error. A key is compared byte by byte, no character in it has a meaning.
     *
     * @return the records deleted, each once, in no order
     */
    List<ImageRecord> deleteKeys(Collection<String> keys);

    /**
     * Finds the records whose embeddings have the highest cosine.
     *
     * @return at most {@code query.limit()} hits in the order {@link Hit#BEST_FIRST}; scores are exact to 1e-3
     * @throws IllegalArgumentException if the embedding has another dimension
     */
    List<Hit> search(SearchQuery query);

    /** The record with this id. */
    Optional<ImageRecord> get(long id);

    /** The embedding of the record with this id, exact to 1e-3 a value. */
    Optional<Embedding> embedding(long id);

    /** The embeddings of the records with these ids, as {@link #embedding} answers them; what is not stored is missing. */
    default Map<Long, Embedding> embeddings(Collection<Long> ids) {
        Map<Long, Embedding> found = new HashMap<>();
        ids.forEach(id -> embedding(id).ifPresent(embedding -> found.put(id, embedding)));
        return Map.copyOf(found);
    }

    /** The record of this key and content. */
    Optional<ImageRecord> find(String key, ImageDigest digest);

    /** All records of this key, by id. */
    List<ImageRecord> findKey(String key);

    /** Whether any record has this content. */
    boolean holds(ImageDigest digest);

    /** The next records of a walk, in its order. A walk skips and repeats nothing that is stored throughout. */
    List<ImageRecord> list(ListQuery query);

    /** The number of records. */
    default long count() {
        return count(Filter.ALL);
    }

    /** The number of records that {@code filter} means. */
    long count(Filter filter);

    /** Reads everything that is stored and compares it with its checksums. */
    List<IndexProblem> check();

    /** Waits for changes under way and releases all resources; closing again does nothing. */
    @Override
    void close();
}
