package io.likeness.index.testkit;

import io.likeness.index.Hit;
import java.util.List;

/** The share of the truly nearest records that searches found, over all searches added. Not safe for use by many threads. */
public final class Recall {
    private static final double TIE = 1e-6;

    private final int k;
    private long wanted;
    private long found;

    /**
     * @param k how many of the nearest are looked for
     */
    public Recall(int k) {
        this.k = k;
    }

    /** Adds a search; a record as near as the last of the nearest counts as one of them. */
    public void add(List<Hit> exact, List<Hit> answered) {
        List<Hit> nearest = exact.subList(0, Math.min(k, exact.size()));
        if (nearest.isEmpty()) {
            return;
        }
        double least = nearest.getLast().score() - TIE;
        wanted += nearest.size();
        found += answered.stream()
                .limit(nearest.size())
                .filter(hit -> hit.score() >= least)
                .count();
    }

    /** The share, 1 where nothing was looked for. */
    public double share() {
        return wanted == 0 ? 1 : (double) found / wanted;
    }

    @Override
    public String toString() {
        return "recall@" + k + " " + share();
    }
}
