package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import java.nio.file.Path;

/** The version of what is written to disk, and the checks made when it is opened. */
final class Format {
    /** Of the journal, of the fields of the Lucene index and of the records in both; journals of format 1 are read as they are ({@link FormatUpgrade}). */
    static final int VERSION = 2;

    private Format() {}

    /**
     * Checks with which format a file or folder was written.
     *
     * @throws Failure.Conflict if it is newer than this version knows
     */
    static void checkVersion(Path where, int version) {
        if (version > VERSION) {
            throw new Failure.Conflict(where + " has format " + version + ", this version reads formats up to "
                    + VERSION + "; start a newer Likeness, or another data folder (likeness.data)");
        }
    }

    /**
     * Checks the dimension of the embeddings in a file or folder.
     *
     * @throws Failure.Conflict if it is another than the model's
     */
    static void checkDimension(Path where, int dimension, int expected) {
        if (dimension != expected) {
            throw new Failure.Conflict(where + " holds embeddings of dimension " + dimension + ", the model makes "
                    + expected + "; start with the model it was made with (likeness.model), or another data folder"
                    + " (likeness.data)");
        }
    }

    static Failure.Conflict damaged(Path where, String what, String remedy) {
        return new Failure.Conflict(where + " is damaged: " + what + "; " + remedy);
    }
}
