package io.likeness.bench.scale;

/**
 * Where a library is to live, and what it must do.
 *
 * @param nodeCores processors of one query node
 * @param nodeGib memory of one query node
 * @param coreMonth price of a core for a month
 * @param gibMonth price of a GiB of memory for a month
 * @param diskGibMonth price of a GiB of fast disk for a month
 * @param searchesPerSecond at the busiest time
 * @param additionsPerSecond at the busiest time
 * @param serverAdditionsPerSecond pictures that one of our servers reads, embeds and stores a second
 * @param serverSearchesPerSecond pictures that one of our servers embeds to search with a second
 */
public record Site(
        int nodeCores,
        double nodeGib,
        double coreMonth,
        double gibMonth,
        double diskGibMonth,
        double searchesPerSecond,
        double additionsPerSecond,
        double serverAdditionsPerSecond,
        double serverSearchesPerSecond) {
    /** Nodes of 16 cores and 128 GiB, 50 searches and 50 additions a second, and our servers as measured on two cores. */
    public static final Site USUAL = new Site(16, 128, 15, 2, 0.1, 50, 50, 188, 260);
}
