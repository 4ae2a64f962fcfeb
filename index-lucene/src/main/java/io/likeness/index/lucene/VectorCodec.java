package io.likeness.index.lucene;

import io.likeness.index.lucene.LuceneSettings.Graph;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** Lucene's own codec and formats, by their own names, so that segments are read without this class; written for more dimensions. */
final class VectorCodec extends Lucene104Codec {
    /** The largest dimension; Lucene itself sets 1024 as a rule of thumb. */
    static final int MAX_DIMENSION = 4096;

    private final KnnVectorsFormat vectors;

    VectorCodec(Graph graph) {
        this.vectors = new LongVectors(graph);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    private static final class LongVectors extends Lucene104HnswScalarQuantizedVectorsFormat {
        LongVectors(Graph graph) {
            super(
                    ScalarEncoding.UNSIGNED_BYTE,
                    graph.connections(),
                    graph.buildBeam(),
                    1,
                    null,
                    threshold(graph.unlinked()));
        }

        // Lucene builds a graph for n vectors if n > ln(n) * threshold.
        private static int threshold(int unlinked) {
            return unlinked < 2 ? 0 : (int) (unlinked / Math.log(unlinked));
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSION;
        }
    }
}
