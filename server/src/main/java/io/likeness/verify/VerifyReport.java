package io.likeness.verify;

import io.likeness.index.IndexProblem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check of a data directory found.
 *
 * @param problems what is wrong
 * @param notes what is no damage but may be wondered at
 * @param pictures records by collection, as far as they could be read
 * @param previews that were checked
 */
public record VerifyReport(
        List<IndexProblem> problems, List<String> notes, SortedMap<String, Long> pictures, long previews) {
    public VerifyReport {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        pictures = Collections.unmodifiableSortedMap(new TreeMap<>(pictures));
    }
}
