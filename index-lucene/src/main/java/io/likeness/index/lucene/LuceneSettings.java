package io.likeness.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * How a {@link LuceneVectorIndex} trades memory, speed and exactness. Nothing of it is part of the stored format: an index may be opened with other
 * settings than it was written with.
 *
 * @param exactUpTo up to this many records a search compares the query with all of them; beyond, it follows the graph
 * @param tableRecords changes held in memory before they move to Lucene; twice as many are held while they move
 * @param tableBytes bytes of those changes, likewise
 * @param graph the shape of the graph
 * @param queuedChanges calls that may wait for the disk; a further one is {@link io.likeness.failure.Failure.Overloaded}
 * @param directories opens the folder of the Lucene index
 */
public record LuceneSettings(
        int exactUpTo,
        int tableRecords,
        long tableBytes,
        Graph graph,
        int queuedChanges,
        DirectoryFactory directories) {
    /** What a server uses. */
    public static final LuceneSettings DEFAULT =
            new LuceneSettings(20_000, 2_000, 32L << 20, Graph.DEFAULT, 1024, MMapDirectory::new);

    public LuceneSettings {
        if (exactUpTo < 0 || tableRecords < 1 || tableBytes < 1 || queuedChanges < 1) {
            throw new IllegalArgumentException("exactUpTo " + exactUpTo + ", tableRecords " + tableRecords
                    + ", tableBytes " + tableBytes + ", queuedChanges " + queuedChanges);
        }
    }

    /** These settings with another switch from exact search to the graph. */
    public LuceneSettings withExactUpTo(int records) {
        return new LuceneSettings(records, tableRecords, tableBytes, graph, queuedChanges, directories);
    }

    /** These settings with another limit of changes in memory. */
    public LuceneSettings withTableRecords(int records) {
        return new LuceneSettings(exactUpTo, records, tableBytes, graph, queuedChanges, directories);
    }

    /** These settings with another graph. */
    public LuceneSettings withGraph(Graph other) {
        return new LuceneSettings(exactUpTo, tableRecords, tableBytes, other, queuedChanges, directories);
    }

    /** These settings with another queue of waiting calls. */
    public LuceneSettings withQueuedChanges(int calls) {
        return new LuceneSettings(exactUpTo, tableRecords, tableBytes, graph, calls, directories);
    }

    /** These settings with another kind of Lucene directory. */
    public LuceneSettings withDirectories(DirectoryFactory factory) {
        return new LuceneSettings(exactUpTo, tableRecords, tableBytes, graph, queuedChanges, factory);
    }

    /**
     * The shape of the graph (HNSW, Malkov and Yashunin 2018, arXiv 1603.09320; the letters are theirs).
     *
     * @param connections M: neighbours of a node; twice as many on the lowest level
     * @param buildBeam efConstruction: candidates kept while a node is linked
     * @param searchBeam efSearch: the fewest candidates kept while a segment is searched
     * @param oversample candidates kept for each hit wanted; they are then ordered by their full embeddings
     * @param unlinked about how many records a segment holds before it gets a graph; smaller ones are scanned
     */
    public record Graph(int connections, int buildBeam, int searchBeam, double oversample, int unlinked) {
        /** What a server uses. */
        public static final Graph DEFAULT = new Graph(24, 150, 64, 2, 5_000);

        /** This graph, searched with more or fewer candidates. */
        public Graph withSearchBeam(int candidates) {
            return new Graph(connections, buildBeam, candidates, oversample, unlinked);
        }
    }

    /** Opens the folder of a Lucene index. */
    @FunctionalInterface
    public interface DirectoryFactory {
        /** Opens {@code folder}, which exists. */
        Directory open(Path folder) throws IOException;
    }
}
