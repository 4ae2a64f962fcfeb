package io.likeness.bench.scale;

/** The indexes of Milvus that come into question. Sizes are those of its documentation's sizing rules and of the formats themselves. */
public enum IndexKind {
    /** A graph over whole vectors in memory: 4 bytes a number, 2 M links of 4 bytes on its lowest layer and a few above. */
    HNSW(1, 1) {
        @Override
        double memoryBytes(int dimension) {
            return 4.0 * dimension + 2 * LINKS * 4 * 1.1;
        }

        @Override
        double diskBytes(int dimension) {
            return memoryBytes(dimension);
        }
    },

    /** Clusters of vectors of one byte a number, in memory; more of them are compared for the same recall. */
    IVF_SQ8(3, 2) {
        @Override
        double memoryBytes(int dimension) {
            return dimension + 8.0;
        }

        @Override
        double diskBytes(int dimension) {
            return memoryBytes(dimension);
        }
    },

    /** A graph on disk, of which memory holds vectors coded in an eighth of their bytes; a search reads the disk some dozen times. */
    DISKANN(2, 6) {
        @Override
        double memoryBytes(int dimension) {
            return 4.0 * dimension / 8;
        }

        @Override
        double diskBytes(int dimension) {
            // A node of the graph with 56 links, in pages of 4 KiB.
            double node = 4.0 * dimension + 57 * 4;
            return 4096 / Math.max(1, Math.floor(4096 / node));
        }
    };

    /** Links of a vector in the collections that Likeness makes. */
    private static final int LINKS = 16;

    private final double work;
    private final double wait;

    IndexKind(double work, double wait) {
        this.work = work;
        this.wait = wait;
    }

    /** Processor time of a search, where the graph in memory takes 1. */
    double work() {
        return work;
    }

    /** Time until a lone search is answered, where the graph in memory takes 1. */
    double wait(double graphMillis) {
        return graphMillis * wait;
    }

    /** Memory that one vector takes. */
    abstract double memoryBytes(int dimension);

    /** Fast disk that one vector takes. */
    abstract double diskBytes(int dimension);
}
