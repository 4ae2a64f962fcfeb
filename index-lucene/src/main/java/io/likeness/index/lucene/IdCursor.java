package io.likeness.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Walks the ids of one segment upwards, those of visible documents only. For use by one thread. */
final class IdCursor {
    static final long END = Long.MAX_VALUE;

    private final BaseLeaf leaf;
    private final TermsEnum terms;
    private long current;

    private IdCursor(BaseLeaf leaf, TermsEnum terms) {
        this.leaf = leaf;
        this.terms = terms;
    }

    /** Stands at the first id from {@code id} on. */
    static IdCursor from(BaseLeaf leaf, long id) throws IOException {
        TermsEnum terms = leaf.terms(Fields.ID);
        IdCursor cursor = new IdCursor(leaf, terms);
        boolean any = terms.seekCeil(Fields.idBytes(id)) != TermsEnum.SeekStatus.END;
        cursor.settle(any ? terms.term() : null);
        return cursor;
    }

    /** The id at which it stands, or {@link #END}. */
    long current() {
        return current;
    }

    void advance() throws IOException {
        settle(terms.next());
    }

    private void settle(@Nullable BytesRef from) throws IOException {
        boolean[] visible = new boolean[1];
        for (BytesRef term = from; term != null; term = terms.next()) {
            leaf.eachLive(terms, doc -> visible[0] |= !leaf.isHidden(doc));
            if (visible[0]) {
                current = Fields.id(term);
                return;
            }
        }
        current = END;
    }
}
