package io.likeness.copies;

import java.util.Locale;

/** What a stored picture is to the picture that was searched for. */
public enum Verdict {
    /** The same bytes. */
    EXACT,
    /** The same picture, both whole: other colours, size, quality, or something laid over it. */
    EDITED,
    /** The picture searched for is a part of the stored one. */
    CROP,
    /** The stored picture lies within the one searched for. */
    CONTAINS,
    /** The same picture with left and right exchanged, maybe turned as well, or a part of it. */
    MIRRORED,
    /** The same picture turned, or a part of it. */
    ROTATED,
    /** Another picture. */
    SIMILAR;

    /** Whether the two are one picture. */
    public boolean isCopy() {
        return this != SIMILAR;
    }

    /** Name as interfaces write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
