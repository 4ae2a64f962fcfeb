package io.likeness.index.lucene;

import io.likeness.index.Filter;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;

/**
 * Which documents of one segment filters mean, deleted and hidden ones among them, by the terms and points of {@link Fields}. What was looked up last
 * is kept, as one filter is used for page after page. Safe for use by many threads.
 */
final class SegmentFilter {
    private static final int KEPT = 32;

    private final LeafReader reader;
    private final Map<Filter, FixedBitSet> kept = Collections.synchronizedMap(new Recent());

    SegmentFilter(LeafReader reader) {
        this.reader = reader;
    }

    /** The documents that {@code filter} means; not to be changed. */
    FixedBitSet docs(Filter filter) throws IOException {
        return switch (filter) {
            case Filter.TagIn _, Filter.TagRange _, Filter.KeyPrefix _ -> kept(filter);
            // Made for one request each, and quickly looked up.
            case Filter.KeyIn _, Filter.IdIn _ -> lookedUp(filter);
            case Filter.And(var parts) -> {
                FixedBitSet docs = all();
                for (Filter part : parts) {
                    docs.and(docs(part));
                }
                yield docs;
            }
            case Filter.Or(var parts) -> {
                FixedBitSet docs = none();
                for (Filter part : parts) {
                    docs.or(docs(part));
                }
                yield docs;
            }
            case Filter.Not(var part) -> {
                FixedBitSet docs = all();
                docs.andNot(docs(part));
                yield docs;
            }
        };
    }

    private FixedBitSet kept(Filter filter) throws IOException {
        FixedBitSet docs = kept.get(filter);
        if (docs == null) {
            // Two threads may look it up at once, and find the same.
            docs = lookedUp(filter);
            kept.put(filter, docs);
        }
        return docs;
    }

    private FixedBitSet lookedUp(Filter filter) throws IOException {
        FixedBitSet docs = none();
        switch (filter) {
            case Filter.TagIn(var name, var values) ->
                addTerms(
                        Fields.TAG,
                        values.stream()
                                .map(value -> Fields.tagBytes(name, value))
                                .toList(),
                        docs);
            case Filter.KeyIn(var keys) ->
                addTerms(
                        Fields.KEY,
                        keys.stream()
                                .map(key -> new BytesRef(RecordCodec.termBytes(key)))
                                .toList(),
                        docs);
            case Filter.IdIn(var ids) ->
                addTerms(Fields.ID, ids.stream().map(Fields::idBytes).toList(), docs);
            case Filter.KeyPrefix(var prefix) -> addPrefix(new BytesRef(RecordCodec.termBytes(prefix)), docs);
            case Filter.TagRange range -> addRange(range, docs);
            case Filter.And _, Filter.Or _, Filter.Not _ -> docs.or(docs(filter));
        }
        return docs;
    }

    private void addTerms(String field, Collection<BytesRef> wanted, FixedBitSet docs) throws IOException {
        TermsEnum terms = terms(field);
        PostingsEnum postings = null;
        // In order, the blocks of terms are read once each.
        for (BytesRef term : wanted.stream().sorted().toList()) {
            if (terms.seekExact(term)) {
                postings = terms.postings(postings, PostingsEnum.NONE);
                docs.or(postings);
            }
        }
    }

    private void addPrefix(BytesRef prefix, FixedBitSet docs) throws IOException {
        TermsEnum terms = terms(Fields.KEY);
        PostingsEnum postings = null;
        boolean more = terms.seekCeil(prefix) != TermsEnum.SeekStatus.END;
        while (more && StringHelper.startsWith(terms.term(), prefix)) {
            postings = terms.postings(postings, PostingsEnum.NONE);
            docs.or(postings);
            more = terms.next() != null;
        }
    }

    private void addRange(Filter.TagRange range, FixedBitSet docs) throws IOException {
        if (range.min() > range.max() || reader.getPointValues(Fields.NUMBER) == null) {
            return;
        }
        Query query = BinaryPoint.newRangeQuery(
                Fields.NUMBER,
                Fields.numberPoint(range.name(), range.min()),
                Fields.numberPoint(range.name(), range.max()));
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        Scorer scorer = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(reader.getContext());
        if (scorer != null) {
            docs.or(scorer.iterator());
        }
    }

    private TermsEnum terms(String field) throws IOException {
        Terms terms = reader.terms(field);
        return terms == null ? TermsEnum.EMPTY : terms.iterator();
    }

    private FixedBitSet none() {
        return new FixedBitSet(reader.maxDoc());
    }

    private FixedBitSet all() {
        FixedBitSet docs = none();
        docs.set(0, reader.maxDoc());
        return docs;
    }

    /** The entries used last. */
    private static final class Recent extends LinkedHashMap<Filter, FixedBitSet> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Filter, FixedBitSet> eldest) {
            return size() > KEPT;
        }
    }
}
