package io.likeness.cli.access;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a library, wherever it is. Closed by whoever opened it. Used by one thread.
 *
 * <p>Every call fails with a {@link io.likeness.failure.Failure} whose message is written for whoever sits at the command line.
 */
public interface Access extends AutoCloseable {
    /** Finds what is most similar to a picture, best first. */
    List<Picture> search(Query query);

    /** Hands over at most {@code limit} pictures by the time they were added. */
    void list(Listing listing, long limit, Consumer<Picture> consumer);

    /** Deletes pictures, or counts those that would be deleted. */
    long delete(Selection selection, boolean dryRun);

    /** Counts, sizes and the model, in the words of {@code GET /v1/stats}. */
    Map<String, @Nullable Object> stats();

    /** Makes the collection where there is none; answers whether it did. */
    boolean createCollection();

    /** Where imports into this collection run. */
    Imports imports();

    /** Moves the library to another model; answers where that stands, in the words of {@code GET /v1/reembed}. */
    Map<String, @Nullable Object> move(Move move);
    /** The duplicates of this collection. */
    Duplicates duplicates();

    /** Writes one archive of all collections, whatever changes meanwhile. */
    void export(OutputStream out);

    @Override
    void close();
}
