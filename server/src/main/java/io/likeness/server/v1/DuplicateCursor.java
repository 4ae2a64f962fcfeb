package io.likeness.server.v1;

import io.likeness.duplicates.DuplicateGroup;
import io.likeness.failure.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of groups, as callers carry it from one page to the next: the lowest id of the last group seen, and its own.
 */
record DuplicateCursor(long lowest, String group) implements Comparable<DuplicateCursor> {
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,17})-([wp][1-9][0-9]{0,17})");

    static DuplicateCursor of(DuplicateGroup group) {
        long lowest = group.members().stream()
                .mapToLong(member -> member.record().id())
                .min()
                .orElseThrow();
        return new DuplicateCursor(lowest, group.id());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure.BadInput if it is something else
     */
    static DuplicateCursor read(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new Failure.BadInput("the cursor is none that this server gave; begin again without one");
        }
        return new DuplicateCursor(Long.parseLong(written.group(1)), written.group(2));
    }

    String write() {
        return lowest + "-" + group;
    }

    /** The groups behind this place. */
    List<DuplicateGroup> behind(List<DuplicateGroup> groups) {
        return groups.stream().filter(group -> of(group).compareTo(this) > 0).toList();
    }

    @Override
    public int compareTo(DuplicateCursor other) {
        return Comparator.comparingLong(DuplicateCursor::lowest)
                .thenComparing(DuplicateCursor::group)
                .compare(this, other);
    }
}
