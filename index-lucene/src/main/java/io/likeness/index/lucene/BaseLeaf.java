package io.likeness.index.lucene;

import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a {@link BaseSnapshot}. Its documents never change; those that a {@link Memtable} speaks about are hidden from searches. Safe for
 * use by many threads.
 */
final class BaseLeaf {
    // Lucene's other strategy leaves the nodes out of the way that are not accepted. Where these lie between the query
    // and the others, it finds only
    // half of the nearest.
    private static final KnnSearchStrategy THROUGH_OTHERS = new KnnSearchStrategy.Hnsw(0);

    // Measured: a step through the graph takes at least as long as a scan of so many.
    private static final int SCANNED_PER_STEP = 4;

    private final int number;
    private final LeafReader reader;
    private final @Nullable Bits live;
    private final SegmentFilter filters;
    private final LeafOrder order;
    // One bit a document; null while nothing is hidden. Bits are only ever set.
    private volatile @Nullable AtomicLongArray hidden;

    BaseLeaf(int number, LeafReader reader) {
        this.number = number;
        this.reader = reader;
        this.live = reader.getLiveDocs();
        this.filters = new SegmentFilter(reader);
        this.order = new LeafOrder(reader);
    }

    /** Takes a document out of searches and walks; by one thread at a time. */
    void hide(int doc) {
        AtomicLongArray bits = hidden;
        if (bits == null) {
            bits = new AtomicLongArray((reader.maxDoc() + 63) >>> 6);
            hidden = bits;
        }
        bits.getAndAccumulate(doc >>> 6, 1L << doc, (a, b) -> a | b);
    }

    boolean isHidden(int doc) {
        AtomicLongArray bits = hidden;
        return bits != null && (bits.get(doc >>> 6) >>> doc & 1) != 0;
    }

    /** The documents that are neither deleted nor hidden, or null where that is all. */
    @Nullable
    Bits visible() {
        if (hidden == null) {
            return live;
        }
        return new Bits() {
            @Override
            public boolean get(int doc) {
                return isVisible(doc);
            }

            @Override
            public int length() {
                return reader.maxDoc();
            }
        };
    }

    private boolean isVisible(int doc) {
        return isLive(doc) && !isHidden(doc);
    }

    private boolean isLive(int doc) {
        return live == null || live.get(doc);
    }

    /** The number of documents, deleted and hidden ones among them. */
    int size() {
        return reader.maxDoc();
    }

    /** The number of documents that are neither deleted nor hidden. */
    int countVisible() {
        int count = 0;
        for (int doc = 0; doc < reader.maxDoc(); doc++) {
            if (isVisible(doc)) {
                count++;
            }
        }
        return count;
    }

    /** The visible documents that {@code filter} means. */
    Accepted accept(Filter filter) throws IOException {
        FixedBitSet docs = filters.docs(filter).clone();
        if (live != null || hidden != null) {
            for (int doc = next(docs, 0); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(docs, doc + 1)) {
                if (!isVisible(doc)) {
                    docs.clear(doc);
                }
            }
        }
        return new Accepted(docs);
    }

    /** The number of documents that {@code filter} means and that are not deleted, hidden ones among them. */
    int countLive(Filter filter) throws IOException {
        FixedBitSet docs = filters.docs(filter);
        if (live == null) {
            return docs.cardinality();
        }
        int count = 0;
        for (int doc = next(docs, 0); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(docs, doc + 1)) {
            if (live.get(doc)) {
                count++;
            }
        }
        return count;
    }

    private static int next(FixedBitSet docs, int from) {
        return from < docs.length() ? docs.nextSetBit(from) : DocIdSetIterator.NO_MORE_DOCS;
    }

    /** The positions of the next visible documents of a walk, in its order. */
    List<Position> positions(ListQuery query) throws IOException {
        FixedBitSet among = query.filter().equals(Filter.ALL) ? null : filters.docs(query.filter());
        boolean upwards = query.order() == ListQuery.Order.OLDEST;
        List<Integer> docs = upwards
                ? order.upwards(query.after(), query.limit(), among, this::isVisible)
                : order.downwards(query.after(), query.limit(), among, this::isVisible);
        LeafOrder.Positions reading = order.positions();
        List<Position> positions = new ArrayList<>(docs.size());
        for (int doc : docs) {
            positions.add(reading.at(doc));
        }
        return upwards ? positions : positions.reversed();
    }

    /** All terms of a field in their order; empty where no document has any. */
    TermsEnum terms(String field) throws IOException {
        Terms terms = reader.terms(field);
        return terms == null ? TermsEnum.EMPTY : terms.iterator();
    }

    /** Gives the documents of the current term that are not deleted, hidden ones among them. */
    void eachLive(TermsEnum terms, IntConsumer taker) throws IOException {
        PostingsEnum postings = terms.postings(null, PostingsEnum.NONE);
        for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
            if (isLive(doc)) {
                taker.accept(doc);
            }
        }
    }

    /** The one document that has this term and is not deleted, or -1. */
    int liveDoc(String field, BytesRef term) throws IOException {
        TermsEnum terms = terms(field);
        int[] found = {-1};
        if (terms.seekExact(term)) {
            eachLive(terms, doc -> found[0] = doc);
        }
        return found[0];
    }

    long id(int doc) throws IOException {
        return id(ids(), doc);
    }

    ImageRecord record(int doc) throws IOException {
        BinaryDocValues records = reader.getBinaryDocValues(Fields.RECORD);
        if (records == null || !records.advanceExact(doc)) {
            throw new IllegalStateException("document " + doc + " of segment " + reader + " has no record");
        }
        return RecordCodec.fromBytes(records.binaryValue());
    }

    float[] vector(int doc) throws IOException {
        for (String field : Fields.VECTORS) {
            FloatVectorValues vectors = vectors(field);
            if (vectors != null) {
                KnnVectorValues.DocIndexIterator ordinals = vectors.iterator();
                if (ordinals.advance(doc) == doc) {
                    return vectors.vectorValue(ordinals.index()).clone();
                }
            }
        }
        throw new IllegalStateException("document " + doc + " of segment " + reader + " has no embedding");
    }

    /**
     * Compares the query with every visible document.
     *
     * @param accepted only with these, or null for all
     */
    void scan(float[] query, @Nullable Accepted accepted, TopCandidates top) throws IOException {
        for (String field : Fields.VECTORS) {
            FloatVectorValues vectors = vectors(field);
            if (vectors != null) {
                scan(vectors, query, accepted, top);
            }
        }
    }

    private void scan(FloatVectorValues vectors, float[] query, @Nullable Accepted accepted, TopCandidates top)
            throws IOException {
        NumericDocValues ids = ids();
        VectorScorer.Bulk scorer = vectors.rescorer(query).bulk(accepted == null ? null : accepted.iterator());
        DocAndFloatFeatureBuffer buffer = new DocAndFloatFeatureBuffer();
        Bits visible = accepted == null ? visible() : null;
        while (true) {
            scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, visible, buffer);
            if (buffer.size == 0) {
                return;
            }
            for (int i = 0; i < buffer.size; i++) {
                // Lucene answers (1 + cosine) / 2 here; the port promises cosine.
                float cosine = 2 * buffer.features[i] - 1;
                if (cosine >= top.threshold()) {
                    offer(buffer.docs[i], cosine, ids, top);
                }
            }
        }
    }

    /**
     * Compares the query with those visible documents to which the graph leads, and with all that are in none; with all accepted ones, where the way
     * through the graph to enough of them would be longer than that.
     *
     * @param beam shared by all segments of the search
     * @param accepted only with these, or null for all
     */
    void followGraph(float[] query, GraphBeam beam, @Nullable Accepted accepted, TopCandidates top) throws IOException {
        for (String field : Fields.VECTORS) {
            FloatVectorValues vectors = vectors(field);
            if (vectors != null) {
                followGraph(field, vectors, query, beam, accepted, top);
            }
        }
    }

    private void followGraph(
            String field,
            FloatVectorValues vectors,
            float[] query,
            GraphBeam beam,
            @Nullable Accepted accepted,
            TopCandidates top)
            throws IOException {
        int steps = accepted == null ? Integer.MAX_VALUE : accepted.cost() / SCANNED_PER_STEP + 1;
        TopKnnCollector collector = beam.ofSegment(vectors.size(), steps, THROUGH_OTHERS);
        reader.searchNearestVectors(
                field,
                query,
                collector,
                accepted == null ? AcceptDocs.fromLiveDocs(visible(), reader.maxDoc()) : accepted);
        if (accepted != null && collector.earlyTerminated()) {
            scan(vectors, query, accepted, top);
            return;
        }
        ScoreDoc[] found = Arrays.stream(collector.topDocs().scoreDocs)
                .filter(hit -> hit.score >= beam.threshold())
                .sorted(Comparator.comparingInt(hit -> hit.doc))
                .toArray(ScoreDoc[]::new);
        NumericDocValues ids = ids();
        KnnVectorValues.DocIndexIterator ordinals = vectors.iterator();
        for (ScoreDoc hit : found) {
            if (ordinals.advance(hit.doc) != hit.doc) {
                throw new IllegalStateException("document " + hit.doc + " of segment " + reader + " has no embedding");
            }
            // The graph is followed by embeddings of 8 bits; the full ones decide.
            float cosine = VectorUtil.dotProduct(query, vectors.vectorValue(ordinals.index()));
            offer(hit.doc, cosine, ids, top);
        }
    }

    private void offer(int doc, float cosine, NumericDocValues ids, TopCandidates top) throws IOException {
        long id = id(ids, doc);
        if (top.admits(cosine, id)) {
            top.add(new Candidate(id, cosine, new Location(number, doc)));
        }
    }

    private NumericDocValues ids() throws IOException {
        NumericDocValues ids = reader.getNumericDocValues(Fields.ID);
        if (ids == null) {
            throw new IllegalStateException("segment " + reader + " has no ids");
        }
        return ids;
    }

    /** The embeddings of a field, or null where there are none; a merge may have left the field without any. */
    private @Nullable FloatVectorValues vectors(String field) throws IOException {
        FloatVectorValues vectors = reader.getFloatVectorValues(field);
        return vectors == null || vectors.size() == 0 ? null : vectors;
    }

    private static long id(NumericDocValues ids, int doc) throws IOException {
        if (!ids.advanceExact(doc)) {
            throw new IllegalStateException("document " + doc + " has no id");
        }
        return ids.longValue();
    }
}
