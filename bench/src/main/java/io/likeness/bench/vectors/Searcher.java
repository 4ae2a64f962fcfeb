package io.likeness.bench.vectors;

import io.likeness.index.SearchQuery;
import io.likeness.index.lucene.LuceneVectorIndex;
import java.util.ArrayList;
import java.util.List;

/** A thread that searches, one query after another, until it is stopped, and keeps the times. */
final class Searcher {
    private final List<Double> millis = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    Searcher(LuceneVectorIndex index, List<SearchQuery> queries) {
        this.thread = Thread.ofPlatform().start(() -> {
            for (int q = 0; !stopped; q = (q + 1) % queries.size()) {
                long start = System.nanoTime();
                index.search(queries.get(q));
                millis.add((System.nanoTime() - start) / 1e6);
            }
        });
    }

    /** Ends it; the figures may be read then. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        millis.sort(null);
    }

    int count() {
        return millis.size();
    }

    double millis(double quantile) {
        return millis.get((int) (quantile * (millis.size() - 1)));
    }
}
