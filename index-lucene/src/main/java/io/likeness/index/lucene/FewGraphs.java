package io.likeness.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/**
 * Merges so that searches have few graphs to follow and little to compare in full: a graph and all smaller segments as soon as these hold a good share of
 * its records, and segments without a graph as soon as together they are large enough for one. Lucene takes the largest graph over as it is and links only the
 * records of the others anew, so that a merge costs far less than it writes. Whatever else is to be merged, such as segments of many deleted records, another
 * policy says.
 */
final class FewGraphs extends FilterMergePolicy {
    /** A graph is written anew for further records as soon as they are one for so many of its own. */
    static final int SHARE = 8;

    private final int unlinked;
    private final int exactUpTo;

    /**
     * @param unlinked about how many records a segment holds before it gets a graph
     * @param exactUpTo records in all up to which no search follows a graph, so that none is made for it
     */
    FewGraphs(MergePolicy others, int unlinked, int exactUpTo) {
        super(others);
        this.unlinked = unlinked;
        this.exactUpTo = exactUpTo;
    }

    private record Graph(SegmentCommitInfo segment, long records) {}

    @Override
    public @Nullable MergeSpecification findMerges(MergeTrigger trigger, SegmentInfos segments, MergeContext context)
            throws IOException {
        if (!context.getMergingSegments().isEmpty()) {
            // What comes meanwhile is linked once, into the graph of that merge.
            return null;
        }
        List<Graph> graphs = new ArrayList<>();
        List<SegmentCommitInfo> merged = new ArrayList<>();
        long scanned = 0;
        long all = 0;
        for (SegmentCommitInfo segment : segments) {
            int records = segment.info.maxDoc() - context.numDeletesToMerge(segment);
            all += records;
            if (isLinked(segment)) {
                graphs.add(new Graph(segment, records));
            } else {
                merged.add(segment);
                scanned += records;
            }
        }
        if (all <= exactUpTo) {
            return super.findMerges(trigger, segments, context);
        }
        if (scanned <= unlinked) {
            merged.clear();
            scanned = 0;
        }
        graphs.sort(Comparator.comparingLong(Graph::records));
        addSmall(graphs, scanned, merged);
        if (merged.size() < 2) {
            return super.findMerges(trigger, segments, context);
        }
        MergeSpecification few = new MergeSpecification();
        few.add(new OneMerge(merged));
        return few;
    }

    /** Adds the largest graph that is small beside what is smaller, and all of these. */
    private static void addSmall(List<Graph> smallestFirst, long scanned, List<SegmentCommitInfo> merged) {
        long smaller = scanned;
        int count = 0;
        for (int i = 0; i < smallestFirst.size(); i++) {
            long records = smallestFirst.get(i).records();
            if (records <= SHARE * smaller) {
                count = i + 1;
            }
            smaller += records;
        }
        smallestFirst.subList(0, count).forEach(graph -> merged.add(graph.segment()));
    }

    /** Whether a segment has a graph: a table that moved to Lucene never has one, see {@link VectorCodec}. */
    private boolean isLinked(SegmentCommitInfo segment) {
        return segment.info.maxDoc() > unlinked
                && !"flush".equals(segment.info.getDiagnostics().get("source"));
    }
}
