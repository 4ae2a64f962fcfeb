package io.likeness.bench.scale;

/**
 * What a store did with a number of vectors on one machine.
 *
 * @param store its name
 * @param vectors how many it held
 * @param dimension numbers of a vector
 * @param loadedPerSecond vectors stored a second
 * @param p50Millis median of single searches for the ten nearest, one after another
 * @param p99Millis 99th percentile of these
 * @param processorMillis processor time that one search took in all processes of the store together, without what they take while nobody searches
 * @param recall share of the exact ten nearest that were found, 0 to 1
 * @param residentBytes memory of the store's process
 */
public record Measured(
        String store,
        long vectors,
        int dimension,
        double loadedPerSecond,
        double p50Millis,
        double p99Millis,
        double processorMillis,
        double recall,
        long residentBytes) {
    public Measured {
        if (vectors < 1 || dimension < 1 || loadedPerSecond <= 0 || processorMillis <= 0) {
            throw new IllegalArgumentException("vectors, dimension, load and processor time must be above 0");
        }
    }
}
