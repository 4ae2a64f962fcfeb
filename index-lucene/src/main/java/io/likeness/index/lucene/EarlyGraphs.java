package io.likeness.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/**
 * Merges as another policy says, and segments without a graph as soon as together they are large enough for one: every search compares its query with all of
 * theirs, which takes longer than the graphs of all others.
 */
final class EarlyGraphs extends FilterMergePolicy {
    private final int unlinked;

    /**
     * @param unlinked about how many records a segment holds before it gets a graph
     */
    EarlyGraphs(MergePolicy others, int unlinked) {
        super(others);
        this.unlinked = unlinked;
    }

    @Override
    public @Nullable MergeSpecification findMerges(MergeTrigger trigger, SegmentInfos segments, MergeContext context)
            throws IOException {
        MergeSpecification found = super.findMerges(trigger, segments, context);
        if (found != null) {
            return found;
        }
        Set<SegmentCommitInfo> merging = context.getMergingSegments();
        List<SegmentCommitInfo> scanned = new ArrayList<>();
        int records = 0;
        for (SegmentCommitInfo segment : segments) {
            if (!merging.contains(segment) && !isLinked(segment)) {
                scanned.add(segment);
                records += segment.info.maxDoc() - context.numDeletesToMerge(segment);
            }
        }
        if (scanned.size() < 2 || records <= unlinked) {
            return null;
        }
        MergeSpecification early = new MergeSpecification();
        early.add(new OneMerge(scanned));
        return early;
    }

    /** Whether a segment has a graph: a table that moved to Lucene never has one, see {@link VectorCodec}. */
    private boolean isLinked(SegmentCommitInfo segment) {
        return segment.info.maxDoc() > unlinked
                && !"flush".equals(segment.info.getDiagnostics().get("source"));
    }
}
