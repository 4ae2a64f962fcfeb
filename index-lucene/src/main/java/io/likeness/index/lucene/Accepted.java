package io.likeness.index.lucene;

import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** The documents of one segment that a filtered search may find. */
final class Accepted extends AcceptDocs {
    private final FixedBitSet docs;
    private final int count;

    /** Takes over {@code docs}. */
    Accepted(FixedBitSet docs) {
        this.docs = docs;
        this.count = docs.cardinality();
    }

    @Override
    public Bits bits() {
        return docs;
    }

    @Override
    public DocIdSetIterator iterator() {
        return new BitSetIterator(docs, count);
    }

    /** How many they are. */
    @Override
    public int cost() {
        return count;
    }
}
