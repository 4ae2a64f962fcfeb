package io.likeness.index.lucene;

import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The records of one Lucene commit. Lookups answer what the commit holds; searches and walks leave out what was hidden since. Open until every
 * {@link #tryAcquire} and the one of its creation have been released. Safe for use by many threads.
 */
final class BaseSnapshot {
    private final DirectoryReader reader;
    private final CommitState state;
    private final List<BaseLeaf> leaves;

    BaseSnapshot(DirectoryReader reader, CommitState state) {
        this.reader = reader;
        this.state = state;
        List<BaseLeaf> opened = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            opened.add(new BaseLeaf(leaf.ord, leaf.reader()));
        }
        this.leaves = List.copyOf(opened);
    }

    DirectoryReader reader() {
        return reader;
    }

    /** What was committed with the records. */
    CommitState state() {
        return state;
    }

    /** The number of records in the commit. */
    int count() {
        return reader.numDocs();
    }

    /** The number of records that are not hidden. */
    int countVisible() {
        return leaves.stream().mapToInt(BaseLeaf::countVisible).sum();
    }

    boolean tryAcquire() {
        return reader.tryIncRef();
    }

    void release() throws IOException {
        reader.decRef();
    }

    /** Where record {@code id} is, or null. */
    @Nullable
    Location locate(long id) throws IOException {
        return id > state.lastId() ? null : locate(Fields.ID, Fields.idBytes(id));
    }

    /** Where the record of this identity is, or null. */
    @Nullable
    Location locate(Identity identity) throws IOException {
        return locate(Fields.IDENTITY, Fields.identityBytes(identity));
    }

    private @Nullable Location locate(String field, BytesRef term) throws IOException {
        for (int i = 0; i < leaves.size(); i++) {
            int doc = leaves.get(i).liveDoc(field, term);
            if (doc >= 0) {
                return new Location(i, doc);
            }
        }
        return null;
    }

    long id(Location location) throws IOException {
        return leaves.get(location.leaf()).id(location.doc());
    }

    ImageRecord record(Location location) throws IOException {
        return leaves.get(location.leaf()).record(location.doc());
    }

    float[] vector(Location location) throws IOException {
        return leaves.get(location.leaf()).vector(location.doc());
    }

    void hide(Location location) {
        leaves.get(location.leaf()).hide(location.doc());
    }

    boolean isHidden(Location location) {
        return leaves.get(location.leaf()).isHidden(location.doc());
    }

    /** Gives the ids of the records that have a term, each once, in no order, until {@code taker} wants no more. */
    void eachWith(String field, BytesRef term, LongPredicate taker) throws IOException {
        for (BaseLeaf leaf : leaves) {
            TermsEnum terms = leaf.terms(field);
            if (terms.seekExact(term)) {
                List<Integer> docs = new ArrayList<>();
                leaf.eachLive(terms, docs::add);
                for (int doc : docs) {
                    if (!taker.test(leaf.id(doc))) {
                        return;
                    }
                }
            }
        }
    }

    /** The number of records that have a term. */
    int count(String field, BytesRef term) throws IOException {
        int[] count = new int[1];
        for (BaseLeaf leaf : leaves) {
            TermsEnum terms = leaf.terms(field);
            if (terms.seekExact(term)) {
                leaf.eachLive(terms, doc -> count[0]++);
            }
        }
        return count[0];
    }

    /** The segments. */
    List<BaseLeaf> leaves() {
        return leaves;
    }

    /** The number of records that {@code filter} means, hidden ones among them. */
    long countLive(Filter filter) throws IOException {
        long count = 0;
        for (BaseLeaf leaf : leaves) {
            count += leaf.countLive(filter);
        }
        return count;
    }
}
