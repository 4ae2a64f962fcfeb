package io.likeness.index.lucene;

import io.likeness.index.lucene.LuceneSettings.Graph;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** Lucene's own codec and formats, by their own names, so that segments are read without this class; written for more dimensions. */
final class VectorCodec extends Lucene104Codec {
    /** The largest dimension; Lucene itself sets 1024 as a rule of thumb. */
    static final int MAX_DIMENSION = 4096;

    private final KnnVectorsFormat linked;
    private final KnnVectorsFormat unlinked;

    VectorCodec(Graph graph) {
        this.unlinked = new LongVectors(graph, Integer.MAX_VALUE);
        this.linked = new LinkedByMerges(new LongVectors(graph, graph.unlinked()), unlinked);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return field.equals(Fields.TWIN) ? unlinked : linked;
    }

    private static final class LongVectors extends Lucene104HnswScalarQuantizedVectorsFormat {
        LongVectors(Graph graph, int unlinked) {
            super(ScalarEncoding.UNSIGNED_BYTE, graph.connections(), graph.buildBeam(), 1, null, threshold(unlinked));
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

    /** Builds graphs when segments are merged, not when a table moves to Lucene: that has to be quick, and the graph would soon be built again. */
    private static final class LinkedByMerges extends Lucene104HnswScalarQuantizedVectorsFormat {
        private final KnnVectorsFormat linked;
        private final KnnVectorsFormat unlinked;

        LinkedByMerges(KnnVectorsFormat linked, KnnVectorsFormat unlinked) {
            this.linked = linked;
            this.unlinked = unlinked;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return (state.context.context() == IOContext.Context.MERGE ? linked : unlinked).fieldsWriter(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSION;
        }
    }
}
