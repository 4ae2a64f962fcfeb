package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.junit.jupiter.api.Test;

class GraphBeamTest {
    private final GraphBeam beam = new GraphBeam(4, 2);

    private TopKnnCollector segment(float... scores) {
        TopKnnCollector segment = beam.ofSegment(100, Integer.MAX_VALUE, KnnSearchStrategy.Hnsw.DEFAULT);
        collect(segment, scores);
        return segment;
    }

    private static void collect(TopKnnCollector segment, float... scores) {
        for (int i = 0; i < scores.length; i++) {
            segment.collect(i, scores[i]);
        }
    }

    @Test
    void firstSegment_isFollowedUntilItsListIsFull() {
        TopKnnCollector segment = segment(0.6f, 0.9f, 0.7f);

        assertThat(segment.minCompetitiveSimilarity()).isEqualTo(Float.NEGATIVE_INFINITY);
        collect(segment, 0.8f);
        assertThat(segment.minCompetitiveSimilarity()).isEqualTo(0.6f);
    }

    @Test
    void laterSegment_withFewOfItsOwn_isFollowedWhateverTheOthersHold() {
        segment(0.6f, 0.9f, 0.7f, 0.8f);

        assertThat(segment(0.1f).minCompetitiveSimilarity()).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void laterSegment_isFollowedNoFartherThanItsOwnFewWhereTheyAreNoMatch() {
        segment(0.6f, 0.9f, 0.7f, 0.8f);

        assertThat(segment(0.1f, 0.2f, 0.3f).minCompetitiveSimilarity()).isEqualTo(0.2f);
    }

    @Test
    void laterSegment_withBetterOnes_isFollowedAsFarAsAnyCounts() {
        segment(0.6f, 0.9f, 0.7f, 0.8f);
        TopKnnCollector segment = segment(0.95f, 0.1f, 0.85f);

        // 0.8 is the fourth of all.
        assertThat(beam.threshold()).isEqualTo(0.8f);
        assertThat(segment.minCompetitiveSimilarity()).isEqualTo(0.8f);
    }

    @Test
    void smallSegment_needsNoMoreThanItHolds() {
        segment(0.6f, 0.9f, 0.7f, 0.8f);
        TopKnnCollector one = beam.ofSegment(1, Integer.MAX_VALUE, KnnSearchStrategy.Hnsw.DEFAULT);
        one.collect(0, 0.5f);

        assertThat(one.minCompetitiveSimilarity()).isEqualTo(0.5f);
    }
}
