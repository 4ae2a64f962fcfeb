package io.likeness.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges segments on one thread at a time, so that searches keep the other cores, and tells when one is done. */
final class BackgroundMerges extends ConcurrentMergeScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundMerges.class);
    // Flushing waits when more merges than this are due.
    private static final int MAX_DUE = 6;

    private final Runnable merged;

    BackgroundMerges(Runnable merged) {
        this.merged = merged;
        setMaxMergesAndThreads(MAX_DUE, 1);
    }

    @Override
    protected void doMerge(MergeSource source, MergePolicy.OneMerge merge) throws IOException {
        super.doMerge(source, merge);
        merged.run();
    }

    @Override
    protected void handleMergeException(Throwable cause) {
        // The segments stay as they were, and the next flush tries again.
        LOG.warn("Merging index segments failed: {}", cause.toString());
    }
}
