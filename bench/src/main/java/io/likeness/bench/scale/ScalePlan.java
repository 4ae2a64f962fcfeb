package io.likeness.bench.scale;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What a Milvus needs to hold a number of vectors. It is computed from what was measured with fewer: a search walks a graph in each segment, and the
 * walk grows with the logarithm of a segment's vectors (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using
 * Hierarchical Navigable Small World graphs", section 4.2.1), so that its work grows with the number of segments.
 *
 * @param vectors how many
 * @param index which index
 * @param segments sealed segments, each searched by every search
 * @param shards ways along which additions flow
 * @param memoryGib memory that indexes and rows of one replica take
 * @param diskGib fast disk of one replica
 * @param nodes query nodes of one replica
 * @param replicas how often everything is held
 * @param searchMillis until a lone search is answered
 * @param servers of ours
 * @param perMillion price of a million vectors for a month
 * @param bottleneck what asks for the most nodes
 */
public record ScalePlan(
        long vectors,
        IndexKind index,
        long segments,
        int shards,
        double memoryGib,
        double diskGib,
        long nodes,
        int replicas,
        double searchMillis,
        long servers,
        double perMillion,
        String bottleneck) {
    private static final double GIB = 1L << 30;
    private static final double MILLION = 1e6;

    /** {@code dataCoord.segment.maxSize} of Milvus since 2.4. */
    private static final double SEGMENT_BYTES = 1024.0 * (1 << 20);

    /** Ids, sorted columns and deletions in memory, and the columns that a hit is answered from, mapped from disk. */
    private static final double ROW_MEMORY_BYTES = 96;

    private static final double ROW_DISK_BYTES = 400;

    /** Of a node's memory, what may be full while segments are handed over. */
    private static final double FULL = 0.7;

    /** Of a node's processors, what may be busy while waits stay short. */
    private static final double BUSY = 0.6;

    /** Longer than this no lone search should take. */
    private static final double MOST_MILLIS = 150;

    private static final int LEAST_REPLICAS = 2;
    private static final int MOST_SHARDS = 16;

    /** The cheapest plan whose lone searches take no longer than 150 ms, else the quickest one. */
    public static ScalePlan cheapest(Measured measured, long vectors, Site site) {
        Comparator<ScalePlan> slow = Comparator.comparing(plan -> plan.searchMillis > MOST_MILLIS);
        return Arrays.stream(IndexKind.values())
                .map(kind -> with(kind, measured, vectors, site))
                .min(slow.thenComparingDouble(
                        plan -> plan.searchMillis > MOST_MILLIS ? plan.searchMillis : plan.perMillion))
                .orElseThrow();
    }

    /** The plan with one kind of index. */
    public static ScalePlan with(IndexKind kind, Measured measured, long vectors, Site site) {
        int dimension = measured.dimension();
        double perSegment = SEGMENT_BYTES / (4.0 * dimension + ROW_DISK_BYTES);
        long segments = (long) Math.ceil(vectors / perSegment);
        double walk =
                Math.log(Math.min((double) vectors, perSegment)) / Math.log(Math.max(2.0, (double) measured.vectors()));
        double work = measured.processorMillis() * walk * segments * kind.work();
        double memory = vectors * (kind.memoryBytes(dimension) + ROW_MEMORY_BYTES) / GIB;
        double disk = vectors * (kind.diskBytes(dimension) + ROW_DISK_BYTES) / GIB;

        long forMemory = (long) Math.ceil(memory / (site.nodeGib() * FULL));
        double busyCores = site.searchesPerSecond() * work / 1000 / BUSY;
        // Every replica answers its part of the searches.
        long forSearches = (long) Math.ceil(busyCores / site.nodeCores() / LEAST_REPLICAS);
        long nodes = Math.max(1, Math.max(forMemory, forSearches));
        int shards =
                Math.clamp((long) Math.ceil(site.additionsPerSecond() / measured.loadedPerSecond()), 1, MOST_SHARDS);
        long servers =
                Math.max(LEAST_REPLICAS, (long) Math.ceil((site.additionsPerSecond() / site.serverAdditionsPerSecond()
                                + site.searchesPerSecond() / site.serverSearchesPerSecond())
                        / BUSY));

        // The segments of a replica are spread over its nodes' cores.
        double lone = measured.p50Millis()
                - measured.processorMillis()
                + kind.wait(measured.processorMillis() * walk * segments / (nodes * (double) site.nodeCores()));
        double price = LEAST_REPLICAS
                * (nodes * (site.nodeCores() * site.coreMonth() + site.nodeGib() * site.gibMonth())
                        + disk * site.diskGibMonth());
        String bottleneck = site.additionsPerSecond() > MOST_SHARDS * measured.loadedPerSecond()
                ? "additions"
                : forMemory >= forSearches ? "memory" : "searches";
        return new ScalePlan(
                vectors,
                kind,
                segments,
                shards,
                memory,
                disk,
                nodes,
                LEAST_REPLICAS,
                Math.max(measured.p50Millis(), lone),
                servers,
                price / (vectors / MILLION),
                bottleneck);
    }
}
