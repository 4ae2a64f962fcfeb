package io.likeness.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScalePlanTest {
    private static final long MILLION = 1_000_000;
    private static final Measured MEASURED = new Measured("m", MILLION, 256, 2000, 10, 20, 2, 0.99, 2L << 30);

    private static ScalePlan plan(IndexKind kind, long vectors) {
        return ScalePlan.with(kind, MEASURED, vectors, Site.USUAL);
    }

    @Test
    void with_hnsw_memoryIsVectorsLinksAndRows() {
        // 4 bytes × 256, 32 links of 4 bytes and a tenth, 96 bytes for the row.
        double bytes = 100e6 * (1024 + 140.8 + 96);

        assertThat(plan(IndexKind.HNSW, 100 * MILLION).memoryGib()).isEqualTo(bytes / (1 << 30), within(1e-6));
    }

    @Test
    void with_otherIndexes_takeLessMemory() {
        double graph = plan(IndexKind.HNSW, 100 * MILLION).memoryGib();

        assertThat(plan(IndexKind.IVF_SQ8, 100 * MILLION).memoryGib()).isLessThan(graph / 3);
        assertThat(plan(IndexKind.DISKANN, 100 * MILLION).memoryGib())
                .isLessThan(plan(IndexKind.IVF_SQ8, 100 * MILLION).memoryGib());
        assertThat(plan(IndexKind.DISKANN, 100 * MILLION).diskGib())
                .isGreaterThan(plan(IndexKind.HNSW, 100 * MILLION).diskGib());
    }

    @Test
    void with_tenTimesTheVectors_takesTenTimesSegmentsAndMemory() {
        for (IndexKind kind : IndexKind.values()) {
            ScalePlan small = plan(kind, 10 * MILLION);
            ScalePlan large = plan(kind, 100 * MILLION);
            assertThat((double) large.segments()).isEqualTo(10.0 * small.segments(), within(10.0));
            assertThat(large.memoryGib()).isEqualTo(10 * small.memoryGib(), within(1e-6));
            assertThat(large.nodes()).isGreaterThanOrEqualTo(small.nodes());
        }
    }

    @Test
    void with_slowerMachine_givesAnotherPlan() {
        Measured slow = new Measured("m", MILLION, 256, 20, 100, 200, 50, 0.99, 2L << 30);

        ScalePlan plan = ScalePlan.with(IndexKind.HNSW, slow, 100 * MILLION, Site.USUAL);

        ScalePlan quick = plan(IndexKind.HNSW, 100 * MILLION);
        assertThat(plan.bottleneck()).isEqualTo("searches");
        assertThat(plan.nodes()).isGreaterThan(5 * quick.nodes());
        assertThat(plan.perMillion()).isGreaterThan(quick.perMillion());
        assertThat(plan.searchMillis()).isGreaterThanOrEqualTo(quick.searchMillis());
        assertThat(plan.shards()).isEqualTo(3);
        assertThat(quick.shards()).isEqualTo(1);
    }

    @Test
    void with_moreAdditionsThanAllShardsTake_namesThemAsTheBottleneck() {
        Site busy = new Site(16, 128, 15, 2, 0.1, 1, 40_000, 188, 260);

        ScalePlan plan = ScalePlan.with(IndexKind.HNSW, MEASURED, 10 * MILLION, busy);

        assertThat(plan.bottleneck()).isEqualTo("additions");
        assertThat(plan.shards()).isEqualTo(16);
        assertThat(plan.servers()).isGreaterThan(200);
    }

    @Test
    void with_littleToDo_memoryDecides() {
        Site idle = new Site(16, 128, 15, 2, 0.1, 0.1, 1, 188, 260);

        assertThat(ScalePlan.with(IndexKind.HNSW, MEASURED, 1000 * MILLION, idle)
                        .bottleneck())
                .isEqualTo("memory");
        assertThat(ScalePlan.with(IndexKind.HNSW, MEASURED, 1000 * MILLION, idle)
                        .nodes())
                .isEqualTo(14);
    }

    @Test
    void cheapest_ofTheThree_isNoneDearer() {
        for (long vectors : new long[] {MILLION, 10 * MILLION, 100 * MILLION, 1000 * MILLION}) {
            ScalePlan cheapest = ScalePlan.cheapest(MEASURED, vectors, Site.USUAL);
            for (IndexKind kind : IndexKind.values()) {
                ScalePlan other = plan(kind, vectors);
                assertThat(cheapest.perMillion() <= other.perMillion() || other.searchMillis() > 150)
                        .as("%s, %s", vectors, kind)
                        .isTrue();
            }
        }
    }

    @Test
    void measured_nothing_isRefused() {
        assertThatThrownBy(() -> new Measured("m", 0, 256, 1, 1, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
