package io.likeness.index.lucene;

import io.likeness.index.ListQuery.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Where the documents of one segment stand in walks: in the order of their numbers, as {@link Fields#ORDER} says. Safe for use by many threads. */
final class LeafOrder {
    private final LeafReader reader;

    LeafOrder(LeafReader reader) {
        this.reader = reader;
    }

    /**
     * The next documents from {@code after} on, or from the oldest, ascending.
     *
     * @param among null for all
     */
    List<Integer> upwards(@Nullable Position after, int limit, @Nullable FixedBitSet among, IntPredicate wanted)
            throws IOException {
        List<Integer> docs = new ArrayList<>();
        int doc = next(after == null ? 0 : countUpTo(after, true), among);
        while (doc != DocIdSetIterator.NO_MORE_DOCS && docs.size() < limit) {
            if (wanted.test(doc)) {
                docs.add(doc);
            }
            doc = next(doc + 1, among);
        }
        return docs;
    }

    /**
     * The next documents from {@code before} downwards, or from the newest, ascending.
     *
     * @param among null for all
     */
    List<Integer> downwards(@Nullable Position before, int limit, @Nullable FixedBitSet among, IntPredicate wanted)
            throws IOException {
        List<Integer> docs = new ArrayList<>();
        int doc = previous((before == null ? reader.maxDoc() : countUpTo(before, false)) - 1, among);
        while (doc >= 0 && docs.size() < limit) {
            if (wanted.test(doc)) {
                docs.add(doc);
            }
            doc = previous(doc - 1, among);
        }
        // Doc values are read upwards.
        Collections.reverse(docs);
        return docs;
    }

    private int next(int from, @Nullable FixedBitSet among) {
        if (from >= reader.maxDoc()) {
            return DocIdSetIterator.NO_MORE_DOCS;
        }
        return among == null ? from : among.nextSetBit(from);
    }

    private static int previous(int from, @Nullable FixedBitSet among) {
        return among == null || from < 0 ? from : among.prevSetBit(from);
    }

    /** How many documents stand before {@code position}, and at it where that is included. */
    private int countUpTo(Position position, boolean included) throws IOException {
        int low = 0;
        int high = reader.maxDoc();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = positions().at(middle).compareTo(position);
            if (compared < 0 || (included && compared == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Reads where documents stand. */
    Positions positions() throws IOException {
        NumericDocValues added = reader.getNumericDocValues(Fields.ADDED);
        NumericDocValues ids = reader.getNumericDocValues(Fields.ID);
        if (added == null || ids == null) {
            throw new IllegalStateException("segment " + reader + " has no times or ids");
        }
        return new Positions(added, ids);
    }

    /** Where documents stand, asked for upwards. For use by one thread. */
    static final class Positions {
        private final NumericDocValues added;
        private final NumericDocValues ids;

        private Positions(NumericDocValues added, NumericDocValues ids) {
            this.added = added;
            this.ids = ids;
        }

        Position at(int doc) throws IOException {
            if (!added.advanceExact(doc) || !ids.advanceExact(doc)) {
                throw new IllegalStateException("document " + doc + " has no time or id");
            }
            return new Position(Instant.ofEpochMilli(added.longValue()), ids.longValue());
        }
    }
}
