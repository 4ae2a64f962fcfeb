package io.likeness.index.lucene;

import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.hnsw.FloatHeap;

/**
 * The best candidates of one search over all segments, by which each segment's graph is followed only as far as it leads to one of them. As Lucene's
 * {@code MultiLeafKnnCollector}, but a segment gives up as soon as a few of its own nearest are no match for those of the others, where Lucene first
 * fills a whole beam in each. For use by one thread.
 */
final class GraphBeam {
    private final int size;
    private final int least;
    private final FloatHeap best;

    /**
     * @param size candidates of all segments together: efSearch
     * @param least with so many candidates of its own each segment is searched, whatever the others hold
     */
    GraphBeam(int size, int least) {
        this.size = size;
        this.least = Math.min(least, size);
        this.best = new FloatHeap(size);
    }

    /** For the graph of one segment, before any other of them is followed further. */
    TopKnnCollector ofSegment(int records, int steps, KnnSearchStrategy strategy) {
        return new OfSegment(Math.min(size, records), Math.min(least, records), steps, strategy);
    }

    /** The least score of those that count, in Lucene's measure. */
    float threshold() {
        return best.size() < size ? Float.NEGATIVE_INFINITY : best.peek();
    }

    private final class OfSegment extends TopKnnCollector {
        private final FloatHeap own;
        private final int least;

        OfSegment(int size, int least, int steps, KnnSearchStrategy strategy) {
            super(size, steps, strategy);
            this.least = least;
            this.own = new FloatHeap(least);
        }

        @Override
        public boolean collect(int doc, float score) {
            best.offer(score);
            own.offer(score);
            return super.collect(doc, score);
        }

        @Override
        public float minCompetitiveSimilarity() {
            float full = super.minCompetitiveSimilarity();
            return own.size() < least ? full : Math.max(full, Math.min(own.peek(), threshold()));
        }
    }
}
