package io.likeness.index.lucene;

import java.util.List;
import java.util.PriorityQueue;

/** The best of the candidates that were added. For use by one thread. */
final class TopCandidates {
    private final int limit;
    private final PriorityQueue<Candidate> worstFirst = new PriorityQueue<>(Candidate.WORST_FIRST);

    TopCandidates(int limit) {
        this.limit = limit;
    }

    /** The number of candidates kept. */
    int limit() {
        return limit;
    }

    /** Whether a candidate would be among the best. */
    boolean admits(float score, long id) {
        Candidate worst = worstFirst.peek();
        return worstFirst.size() < limit
                || worst == null
                || score > worst.score()
                || (score == worst.score() && id < worst.id());
    }

    /** The least score that may still be admitted. */
    float threshold() {
        Candidate worst = worstFirst.peek();
        return worst == null || worstFirst.size() < limit ? Float.NEGATIVE_INFINITY : worst.score();
    }

    void add(Candidate candidate) {
        worstFirst.add(candidate);
        if (worstFirst.size() > limit) {
            worstFirst.remove();
        }
    }

    /** What is kept, in no order. */
    List<Candidate> toList() {
        return List.copyOf(worstFirst);
    }
}
