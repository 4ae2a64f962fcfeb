package io.likeness.index.lucene;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a Lucene commit says about itself.
 *
 * @param dimension of every embedding
 * @param applied the newest journal whose changes are all in the commit
 * @param lastId the highest id ever given
 * @param lastAdded the latest time ever given, in milliseconds since 1970
 */
record CommitState(int dimension, long applied, long lastId, long lastAdded) {
    private static final String FORMAT = "likeness.format";
    private static final String DIMENSION = "likeness.dimension";
    private static final String APPLIED = "likeness.applied";
    private static final String LAST_ID = "likeness.last-id";
    private static final String LAST_ADDED = "likeness.last-added";

    Map<String, String> toUserData() {
        return Map.of(
                FORMAT, Integer.toString(Format.VERSION),
                DIMENSION, Integer.toString(dimension),
                APPLIED, Long.toString(applied),
                LAST_ID, Long.toString(lastId),
                LAST_ADDED, Long.toString(lastAdded));
    }

    /**
     * Reads what {@link #toUserData} wrote.
     *
     * @throws io.likeness.failure.Failure.Conflict if the index is no index of ours, of a newer format or of another dimension
     */
    static CommitState of(Map<String, String> userData, Path where, int expectedDimension) {
        format(userData, where);
        CommitState state = new CommitState(
                (int) number(userData, DIMENSION, where),
                number(userData, APPLIED, where),
                number(userData, LAST_ID, where),
                number(userData, LAST_ADDED, where));
        Format.checkDimension(where, state.dimension, expectedDimension);
        return state;
    }

    /**
     * The format a commit was written in.
     *
     * @throws io.likeness.failure.Failure.Conflict if the index is no index of ours or of a newer format
     */
    static int format(Map<String, String> userData, Path where) {
        if (!userData.containsKey(FORMAT)) {
            throw Format.damaged(
                    where,
                    "it is a Lucene index that Likeness did not write",
                    "choose another data folder (likeness.data)");
        }
        int format = (int) number(userData, FORMAT, where);
        Format.checkVersion(where, format);
        return format;
    }

    private static long number(Map<String, String> userData, String name, Path where) {
        String value = userData.getOrDefault(name, "");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Format.damaged(
                    where, name + " is \"" + value + "\", no number", "restore the data folder from a backup");
        }
    }
}
