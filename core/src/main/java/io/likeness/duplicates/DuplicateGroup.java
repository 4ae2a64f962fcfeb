package io.likeness.duplicates;

import io.likeness.index.ImageRecord;
import java.util.List;

/**
 * Pictures of which one is enough.
 *
 * @param id names it among the groups of the collection, as long as its pictures are there
 * @param members at least two, the best first
 */
public record DuplicateGroup(String id, Kind kind, List<Member> members) {
    public DuplicateGroup {
        members = List.copyOf(members);
    }

    /** What its pictures have in common. */
    public enum Kind {
        /** All have the same bytes. */
        EXACT,
        /** All show the whole of the same picture. */
        EDITED,
        /** One holds the others as parts of it. */
        PART
    }

    /**
     * A picture of a group.
     *
     * @param of the picture of the group that it was compared with; of the best, the picture that it is closest to
     * @param relation what it is to {@code of}
     * @param confidence that the two are duplicates, in 0 to 1
     */
    public record Member(ImageRecord record, long of, Relation relation, double confidence) {}

    /** The one to keep. */
    public Member best() {
        return members.getFirst();
    }
}
