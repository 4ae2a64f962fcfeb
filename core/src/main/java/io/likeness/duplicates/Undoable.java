package io.likeness.duplicates;

import java.time.Instant;

/**
 * A decision that can be undone until the server stops.
 *
 * @param id names it
 * @param kind what was decided
 * @param count pictures deleted, or pairs kept apart
 */
public record Undoable(String id, Kind kind, int count, Instant when) {
    /** What was decided. */
    public enum Kind {
        /** Pictures were deleted because others were kept. */
        KEEP,
        /** Pictures are no duplicates of each other. */
        APART
    }
}
