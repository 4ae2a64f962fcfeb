package io.likeness.migration;

import java.util.List;

/**
 * What became of one collection.
 *
 * @param pictures in the collection that was read
 * @param moved of these, stored by this run
 * @param there of these, stored by an earlier run
 * @param withoutPreview of those moved, whose preview was missing
 * @param sampled pictures that were searched for in both libraries
 * @param sameHits share of their best hits that are as good in both, 0 to 1; 1 where nothing was sampled
 * @param problems what is wrong, in plain words; none if all is well
 */
public record CollectionReport(
        long pictures,
        long moved,
        long there,
        long withoutPreview,
        int sampled,
        double sameHits,
        List<String> problems) {
    public CollectionReport {
        problems = List.copyOf(problems);
    }
}
