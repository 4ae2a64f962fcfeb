package io.likeness.index.lucene;

import java.util.Comparator;

/**
 * A record that may be a hit.
 *
 * @param score cosine in single precision, good enough to choose candidates by
 * @param place where its record and embedding are
 */
record Candidate(long id, float score, Place place) {
    /** Lowest score first, among equals the highest id: the reverse of the order of hits. */
    static final Comparator<Candidate> WORST_FIRST = Comparator.comparingDouble(Candidate::score)
            .thenComparing(Comparator.comparingLong(Candidate::id).reversed());

    /** Where a record and its embedding are. */
    sealed interface Place permits Memtable.Content, Location {}
}
